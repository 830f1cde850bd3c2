import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext } from "react";
import { fetchSession, type SignedIn } from "@/api/session";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: fetchSession,
  staleTime: Number.POSITIVE_INFINITY,
  // The page has nothing to show without it, so it keeps asking.
  retry: true,
  retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 15_000),
});

export function useSessionQuery() {
  return useQuery(sessionQuery);
}

/** Asks the server again who is signed in. */
export function useRefreshSession(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.refetchQueries({ queryKey: sessionQuery.queryKey }), [queries]);
}

interface SessionHolder {
  session: SignedIn;
  /** Ends the session; rejects when the server could not be told. */
  signOut(): Promise<void>;
}

export const SessionContext = createContext<SessionHolder | undefined>(undefined);

function useHolder(): SessionHolder {
  const holder = useContext(SessionContext);
  if (!holder) throw new Error("the session is known only below the gate");
  return holder;
}

/** The signed-in person and their team. */
export function useSession(): SignedIn {
  return useHolder().session;
}

export function useSignOut(): () => Promise<void> {
  return useHolder().signOut;
}
