import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchNames, fetchSearches, search } from "@/api/search";
import { retryUnlessRefused } from "@/features/rooms/room-queries";

export function hitsQuery(query: string) {
  return infiniteQueryOptions({
    queryKey: ["search", query],
    queryFn: ({ pageParam }) => search(query, { before: pageParam, remember: false }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next_before || undefined,
    placeholderData: keepPreviousData,
    enabled: query !== "",
    retry: retryUnlessRefused,
  });
}

export const searchesQuery = queryOptions({
  queryKey: ["searches"],
  queryFn: fetchSearches,
  retry: retryUnlessRefused,
});

export function namesQuery(query: string | undefined) {
  return queryOptions({
    queryKey: ["names", query],
    queryFn: () => fetchNames(query ?? ""),
    enabled: query !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
