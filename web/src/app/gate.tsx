import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { Route, Switch } from "wouter";
import { onSignedOut } from "@/api/client";
import { type SignedOut, signOut } from "@/api/session";
import { forgetCopy } from "@/features/device-copy/device-copy";
import { Hearth } from "@/features/session/hearth";
import { SessionContext, useSessionQuery } from "@/features/session/session-query";
import { SignInPage } from "@/features/session/sign-in-page";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { Logo } from "@/ui/flame";
import { useOwnCache } from "./own-cache";
import { useArrival } from "./use-arrival";
import { useSessionWatch } from "./use-session-watch";

/** The doors few go through, and each once. */
const TransferPage = lazy(() => import("@/features/session/transfer-page"));
const FirstRunPage = lazy(() =>
  import("@/features/session/first-run-page").then((door) => ({ default: door.FirstRunPage })),
);
const JoinPage = lazy(() =>
  import("@/features/session/join-page").then((door) => ({ default: door.JoinPage })),
);

const loadDevice = () => import("@/features/notifications/device");

/**
 * Lets the signed-in through to children; shows everybody else the right door.
 * Children are made anew for each person and share no cache with another's.
 */
export function Gate({ children }: { children: ReactNode }) {
  const { data, failureCount, refetch } = useSessionQuery();
  const [leaving, setLeaving] = useState(false);
  const [wasSignedIn, setWasSignedIn] = useState(false);
  const [ended, setEnded] = useState(false);
  const session = data?.signedIn ? data : undefined;
  const signedIn = session !== undefined;
  const userID = session?.user.id;
  const cache = useOwnCache(userID, session?.copied);
  const known = data && (userID ?? 0);
  const arriving = useArrival(known);

  if (signedIn !== wasSignedIn) {
    setWasSignedIn(signedIn);
    setLeaving(false);
    setEnded(wasSignedIn && !leaving);
  }
  const refresh = useCallback(() => refetch({ cancelRefetch: false }), [refetch]);
  useEffect(() => onSignedOut(() => void refetch()), [refetch]);
  useSessionWatch(known, refresh);
  useEffect(() => {
    if (known === 0) forgetCopy().catch(() => undefined); // Nothing is kept on this device, then.
  }, [known]);

  const leave = useCallback(async () => {
    setLeaving(true);
    const device = await loadDevice().catch(() => undefined);
    await signOut(await device?.endpointHere());
    await device?.forgetDevice();
    await refetch();
  }, [refetch]);

  const holder = useMemo(
    () => ({ session, refresh: () => refetch(), signOut: leave }),
    [session, refetch, leave],
  );
  if (!data) return <Splash unreachable={failureCount > 1} />;
  if (arriving) return null;
  return (
    <SessionContext value={holder}>
      {data.signedIn ? (
        <QueryClientProvider key={data.user.id} client={cache}>
          {children}
        </QueryClientProvider>
      ) : (
        <Suspense>
          <Doors stranger={data} ended={ended} />
        </Suspense>
      )}
    </SessionContext>
  );
}

function Doors({ stranger, ended }: { stranger: SignedOut; ended: boolean }) {
  if (stranger.refused) return <Refused why={stranger.refused} />;
  if (stranger.firstRun) return <FirstRunPage />;
  return (
    <Switch>
      <Route path="/join/:code">{({ code }) => <JoinPage code={code} />}</Route>
      <Route path="/session/transfers/:id">{({ id }) => <TransferPage id={id} />}</Route>
      <Route>
        <SignInPage accountName={stranger.accountName} help={stranger.help} ended={ended} />
      </Route>
    </Switch>
  );
}

/** For whoever comes from a banned address. */
function Refused({ why }: { why: string }) {
  useTitle(t("refused.title"));
  return (
    <Hearth title={t("refused.title")} lead={why} warmth={0.1}>
      {null}
    </Hearth>
  );
}

/** Before anything is known. It shows only when that takes a while. */
function Splash({ unreachable }: { unreachable: boolean }) {
  return (
    <main className="placeholder splash">
      <Logo size={48} />
      {unreachable && <p role="status">{t("problem.noServer")}</p>}
    </main>
  );
}
