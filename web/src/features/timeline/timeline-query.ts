import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { type Cursor, fetchMessages } from "@/api/messages";
import type { Message } from "@/api/types";
import { retryUnlessRefused } from "@/features/rooms/room-queries";
import { fromPage, insert } from "./timeline";

/** The loaded stretch of a room. After the first load, RoomSync alone changes it. */
export function timelineQuery(roomID: number, first: Cursor = {}) {
  return queryOptions({
    queryKey: ["timeline", roomID],
    queryFn: () => fetchMessages(roomID, first).then(fromPage),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    retry: retryUnlessRefused,
  });
}

/** Shows a message the server has just accepted, before its event arrives. */
export function showAccepted(queries: QueryClient, message: Message): void {
  queries.setQueryData(
    timelineQuery(message.room_id).queryKey,
    (timeline) => timeline && insert(timeline, message),
  );
}
