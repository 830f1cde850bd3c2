import type { QueryClient } from "@tanstack/react-query";
import { fetchMessage } from "@/api/messages";
import type { Message } from "@/api/types";
import { insert, type Timeline } from "@/features/timeline/timeline";
import { changeTimeline } from "@/features/timeline/timeline-query";

/** As many messages are asked for again; the others show it when their room is next opened. */
const most = 20;

/** Has messages that play something, or now may, show what can be played now. */
export async function showSounds(queries: QueryClient): Promise<void> {
  const timelines = queries.getQueriesData<Timeline>({ queryKey: ["timeline"], type: "active" });
  const concerned = timelines.flatMap(([, timeline]) => timeline?.messages.filter(plays) ?? []).slice(-most);
  for (const { room_id, id } of concerned) {
    const message = await fetchMessage(room_id, id).catch(() => undefined); // Gone, or shown with the next page.
    if (message) changeTimeline(queries, room_id, (timeline) => insert(timeline, message));
  }
}

function plays({ body_text, kind }: Message): boolean {
  return kind === "sound" || /^\/play [a-z0-9]+$/.test(body_text);
}
