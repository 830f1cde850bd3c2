import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { fetchProfile } from "@/api/people";
import { retryUnlessRefused } from "@/features/rooms/room-queries";
import { problemOf } from "@/features/rooms/use-room-changes";

/** How often the progress of a removal is asked for, milliseconds. */
const askEvery = 1_000;

export function profileQuery(userID: number) {
  return queryOptions({
    queryKey: ["users", userID],
    queryFn: () => fetchProfile(userID),
    retry: retryUnlessRefused,
    refetchInterval: ({ state }) => (state.data?.ban?.removal?.done === false ? askEvery : false),
  });
}

/** Changes somebody, and shows what became of it. */
export function useChangePerson<Change>(send: (change: Change) => Promise<unknown>) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: send,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["users"] }),
  });
  return { change, problem: problemOf(change.error) };
}
