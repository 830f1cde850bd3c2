import { QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** "always": the browser may think itself offline while Campfire is on the same machine or network. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", refetchOnWindowFocus: false },
      mutations: { networkMode: "always" },
    },
  });
}

/**
 * A cache for what one person may see. Somebody else gets another one, so that
 * not even an answer on its way can bring them what is not theirs.
 */
export function useOwnCache(userID: number | undefined): QueryClient {
  const [own, setOwn] = useState(() => ({ userID, queries: newQueryClient() }));
  if (own.userID !== userID) setOwn({ userID, queries: newQueryClient() });
  useEffect(() => () => own.queries.clear(), [own]);
  return own.queries;
}
