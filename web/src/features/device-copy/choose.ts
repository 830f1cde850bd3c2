import type { Query, QueryClient } from "@tanstack/react-query";
import type { Known } from "@/api/session";
import type { Timeline } from "@/features/timeline/timeline";

/** So many rooms are kept with what was said last, and so many messages of each. */
const mostRooms = 10;
const mostMessages = 40;

/** What of a cache is worth keeping, with what was kept before: my rooms, and the end of those I read lately. */
export function choose(queries: QueryClient, before: readonly Known[]): Known[] {
  const now = queries
    .getQueryCache()
    .getAll()
    .map(known)
    .filter((one) => one !== undefined);
  const named = new Set(now.map(({ key }) => key.join()));
  const all = [...now, ...before.filter(({ key }) => !named.has(key.join()))].sort((a, b) => b.at - a.at);
  return [
    ...all.filter(({ key }) => key.length === 1),
    ...all.filter(({ key }) => key[0] === "timeline").slice(0, mostRooms),
    ...all.filter(({ key }) => key[0] === "rooms" && key.length === 2).slice(0, mostRooms),
  ];
}

function known({ queryKey: key, state }: Query): Known | undefined {
  const { data, dataUpdatedAt: at } = state;
  if (data === undefined) return undefined;
  if (key[0] === "rooms" && key[1] !== "hidden") return { key, data, at };
  if (key[0] !== "timeline") return undefined;
  const newest = end(data as Timeline);
  return newest && { key, data: newest, at };
}

/** The newest messages of what is loaded; undefined when newer ones are not. */
function end(timeline: Timeline): Timeline | undefined {
  if (timeline.hasAfter) return undefined;
  const messages = timeline.messages.slice(-mostMessages);
  return {
    ...timeline,
    messages,
    hasBefore: timeline.hasBefore || messages.length < timeline.messages.length,
  };
}
