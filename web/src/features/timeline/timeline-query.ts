import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { type Cursor, fetchMessages } from "@/api/messages";
import { Problem } from "@/api/problem";
import type { Message, MessagePage } from "@/api/types";
import { retryUnlessRefused } from "@/features/rooms/room-queries";
import { fromPage, insert, type Timeline } from "./timeline";

/** The loaded stretch of a room. After the first load, RoomSync alone changes it. */
export function timelineQuery(roomID: number, first: Cursor = {}) {
  return queryOptions({
    queryKey: ["timeline", roomID],
    queryFn: () => fetchFirst(roomID, first).then(fromPage),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    retry: retryUnlessRefused,
  });
}

/** The page a cursor names; the newest one when its message is not there any more. */
async function fetchFirst(roomID: number, cursor: Cursor): Promise<MessagePage> {
  try {
    return await fetchMessages(roomID, cursor);
  } catch (error) {
    if (!("around" in cursor && error instanceof Problem && error.status === 404)) throw error;
    return fetchMessages(roomID, {});
  }
}

/** Shows a message the server has just accepted, before its event arrives. */
export function showAccepted(queries: QueryClient, message: Message): void {
  changeTimeline(queries, message.room_id, (timeline) => insert(timeline, message));
}

/** Shows what the server has just accepted of a room, before its event arrives. */
export function changeTimeline(
  queries: QueryClient,
  roomID: number,
  change: (timeline: Timeline) => Timeline,
): void {
  queries.setQueryData(timelineQuery(roomID).queryKey, (timeline) => timeline && change(timeline));
}
