import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type Box, fetchBookmarks, fetchBox, fetchPins } from "@/api/inbox";
import { retryUnlessRefused } from "@/features/rooms/room-queries";
import { inboxKey } from "./inbox-news";

/** One box of my inbox. */
export function boxQuery(box: Box) {
  return infiniteQueryOptions({
    queryKey: [...inboxKey, box],
    queryFn: ({ pageParam }) => fetchBox(box, pageParam),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next_before || undefined,
    retry: retryUnlessRefused,
  });
}

/** The ids of what I saved. */
export const bookmarksQuery = queryOptions({
  queryKey: [...inboxKey, "bookmarks"],
  queryFn: fetchBookmarks,
});

export function pinsQuery(roomID: number) {
  return queryOptions({
    queryKey: ["pins", roomID],
    queryFn: () => fetchPins(roomID),
    retry: retryUnlessRefused,
  });
}
