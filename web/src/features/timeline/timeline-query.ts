import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { type Cursor, fetchMessages } from "@/api/messages";
import { Problem } from "@/api/problem";
import type { Message, MessagePage } from "@/api/types";
import { retryUnlessRefused } from "@/features/rooms/room-queries";
import { fromPage, insert } from "./timeline";

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
  queries.setQueryData(
    timelineQuery(message.room_id).queryKey,
    (timeline) => timeline && insert(timeline, message),
  );
}
