import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { Route, Switch } from "wouter";
import { onSignedOut } from "@/api/client";
import { type SignedOut, signOut } from "@/api/session";
import { FirstRunPage } from "@/features/session/first-run-page";
import { JoinPage } from "@/features/session/join-page";
import { SessionContext, useRefreshSession, useSessionQuery } from "@/features/session/session-query";
import { SignInPage } from "@/features/session/sign-in-page";
import { t } from "@/lib/i18n";
import { Logo } from "@/ui/flame";

/** Lets the signed-in through to children; shows everybody else the right door. */
export function Gate({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const { data, failureCount } = useSessionQuery();
  const refresh = useRefreshSession();
  const [leaving, setLeaving] = useState(false);
  const [wasSignedIn, setWasSignedIn] = useState(false);
  const [ended, setEnded] = useState(false);
  const signedIn = data?.signedIn === true;

  if (signedIn !== wasSignedIn) {
    setWasSignedIn(signedIn);
    setLeaving(false);
    setEnded(wasSignedIn && !leaving);
  }
  useEffect(() => onSignedOut(() => void refresh()), [refresh]);

  // Whoever signs in next may be somebody else.
  useEffect(() => {
    if (!signedIn) for (const queryKey of [["rooms"], ["timeline"]]) queries.removeQueries({ queryKey });
  }, [signedIn, queries]);

  const leave = useCallback(async () => {
    setLeaving(true);
    await signOut();
    await refresh();
  }, [refresh]);

  const holder = useMemo(
    () => (data?.signedIn ? { session: data, signOut: leave } : undefined),
    [data, leave],
  );
  if (holder) return <SessionContext value={holder}>{children}</SessionContext>;
  if (!data || data.signedIn) return <Splash unreachable={failureCount > 1} />;
  return <Doors stranger={data} ended={ended} />;
}

function Doors({ stranger, ended }: { stranger: SignedOut; ended: boolean }) {
  if (stranger.firstRun) return <FirstRunPage />;
  return (
    <Switch>
      <Route path="/join/:code">{({ code }) => <JoinPage code={code} />}</Route>
      <Route>
        <SignInPage accountName={stranger.accountName} ended={ended} />
      </Route>
    </Switch>
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
