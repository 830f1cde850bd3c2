import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { fetchSession, type SignedIn, type SignedOut } from "@/api/session";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ client, queryKey }): Promise<SignedIn | SignedOut> =>
    fetchSession().catch(async (error) => {
      if (client.getQueryData(queryKey)) throw error;
      // Without a line at the start there is what this device kept.
      const { openCopy } = await import("@/features/device-copy/open-copy");
      const copy = await openCopy();
      if (!copy) throw error;
      return copy;
    }),
  staleTime: Number.POSITIVE_INFINITY,
  // The page has nothing to show without it, so it keeps asking.
  retry: true,
  retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 15_000),
});

export function useSessionQuery() {
  return useQuery(sessionQuery);
}

interface SessionHolder {
  /** Undefined at the doors, where nobody is signed in. */
  session: SignedIn | undefined;
  /** Asks the server again who is signed in. */
  refresh(): Promise<unknown>;
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
  const { session } = useHolder();
  if (!session) throw new Error("nobody is signed in at the doors");
  return session;
}

export function useRefreshSession(): () => Promise<unknown> {
  return useHolder().refresh;
}

export function useSignOut(): () => Promise<void> {
  return useHolder().signOut;
}
