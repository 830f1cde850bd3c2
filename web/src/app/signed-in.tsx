import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
import type { Message } from "@/api/types";
import type { Cable } from "@/cable/cable";
import { CableProvider, useCableStatus } from "@/cable/cable-context";
import { DeletionNotice, DeletionsProvider } from "@/features/message-actions/deletions-context";
import { OutboxProvider } from "@/features/outbox/outbox-context";
import { countUnread } from "@/features/rooms/live-rooms";
import { useRooms } from "@/features/rooms/room-queries";
import { useLiveRooms } from "@/features/rooms/use-live-rooms";
import { useRoomBeforeMyEyes } from "@/features/rooms/use-open-room";
import { useRefreshSession, useSession } from "@/features/session/session-query";
import { showAccepted } from "@/features/timeline/timeline-query";
import { patiently } from "@/lib/patiently";
import { useUnreadInTitle } from "@/lib/use-title";
import { whenIdle } from "@/lib/when-idle";
import { Announcer } from "@/ui/announcer";
import { Notices } from "@/ui/notices";

const Upkeep = lazy(patiently(() => whenIdle().then(() => import("@/features/upkeep/upkeep"))));

/** While the line is down, the server is asked this often whether we may come back at all. */
const askEvery = 10_000;

interface SignedInProvidersProps {
  makeCable(): Cable;
  children: ReactNode;
}

/** What the signed-in have for as long as they are: the line, and what is on its way. */
export function SignedInProviders({ makeCable, children }: SignedInProvidersProps) {
  const { user } = useSession();
  const queries = useQueryClient();
  const [cable] = useState(makeCable);
  const onSent = useCallback((message: Message) => showAccepted(queries, message), [queries]);
  return (
    <CableProvider cable={cable}>
      <OutboxProvider userID={user.id} onSent={onSent}>
        <DeletionsProvider userID={user.id}>
          <LineWatch />
          <RoomsWatch />
          <OwnMentions userID={user.id} />
          {children}
          <Notices>
            <DeletionNotice />
            <Suspense>
              <Upkeep />
            </Suspense>
          </Notices>
        </DeletionsProvider>
      </OutboxProvider>
      <Announcer />
    </CableProvider>
  );
}

/** Marks my own name wherever messages are shown; a message's HTML is the same for all. */
function OwnMentions({ userID }: { userID: number }) {
  return (
    <style>{`@layer components { .mention[data-user-id="${userID}"] { background: var(--mention-mine); } }`}</style>
  );
}

/** Keeps the rooms as they are on the server, and says in the title what of them is unread. */
function RoomsWatch() {
  useLiveRooms();
  useUnreadInTitle(countUnread(useRooms().data, useRoomBeforeMyEyes()));
  return null;
}

/** Acts on the line going and coming: asks whether the session still stands. */
function LineWatch() {
  const status = useCableStatus();
  const refreshSession = useRefreshSession();

  useEffect(() => {
    if (status === "connected" || status === "ended") void refreshSession();
    if (status !== "reconnecting") return;
    const timer = setInterval(() => void refreshSession(), askEvery);
    return () => clearInterval(timer);
  }, [status, refreshSession]);

  return null;
}
