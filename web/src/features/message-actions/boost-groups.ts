import type { Boost } from "@/api/types";
import { language, t } from "@/lib/i18n";

/** The boosts that come first, as in the original. */
export const quickBoosts = ["👍", "👏", "👋", "💪", "❤️", "😂", "🎉", "🔥"];

/** More names than this are counted rather than told. */
const namesTold = 10;

/** The same boost by several people. */
export interface BoostGroup {
  content: string;
  /** How many people gave it. The original lets one give the same again. */
  count: number;
  /** Mine, to be taken back. */
  mine: number[];
  /** "Ada, Bob, and you" */
  names: string;
}

/** Boosts by what they say, in the order they were first given. */
export function groupsOf(boosts: readonly Boost[], myID: number): BoostGroup[] {
  const byContent = new Map<string, Boost[]>();
  for (const boost of boosts) byContent.set(boost.content, [...(byContent.get(boost.content) ?? []), boost]);
  return [...byContent].map(([content, given]) => {
    const people = new Map(given.map(({ booster }) => [booster.id, booster.name]));
    const mine = given.filter((boost) => boost.booster.id === myID).map((boost) => boost.id);
    return { content, count: people.size, mine, names: namesOf(people, myID) };
  });
}

function namesOf(people: Map<number, string>, myID: number): string {
  const me = people.delete(myID) ? [t("boosts.you")] : [];
  const others = [...people.values()];
  const told = others.slice(0, namesTold - me.length);
  const more = others.length - told.length;
  const rest = more > 0 ? [t("boosts.more", { count: more })] : [];
  return new Intl.ListFormat(language(), { type: "conjunction" }).format([...told, ...me, ...rest]);
}
