import { QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Known } from "@/api/session";

/** "always": the browser may think itself offline while Campfire is on the same machine or network. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", refetchOnWindowFocus: false },
      mutations: { networkMode: "always" },
    },
  });
}

function filledWith(known: readonly Known[]): QueryClient {
  const queries = newQueryClient();
  for (const { key, data } of known) {
    queries.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY }); // There is no other to be had.
    queries.setQueryData(key, data, { updatedAt: 0 });
  }
  return queries;
}

/**
 * A cache for what one person may see. Somebody else gets another one, so that
 * not even an answer on its way can bring them what is not theirs. It begins with
 * what is known of old.
 */
export function useOwnCache(userID: number | undefined, known: readonly Known[] = []): QueryClient {
  const [own, setOwn] = useState(() => ({ userID, queries: newQueryClient() }));
  if (own.userID !== userID) setOwn({ userID, queries: filledWith(known) });
  useEffect(() => () => own.queries.clear(), [own]);
  return own.queries;
}
