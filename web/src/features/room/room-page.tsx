import { useQueryClient } from "@tanstack/react-query";
import { Pin, Settings2 } from "lucide-react";
import { lazy, Suspense, useCallback, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { Problem } from "@/api/problem";
import type { Room } from "@/api/types";
import type { ComposerHandle } from "@/features/composer/composer";
import { ComposerBox } from "@/features/composer/composer-box";
import { ConnectionBar } from "@/features/connection/connection-bar";
import { ActionsContext, mayEdit } from "@/features/message-actions/actions";
import { useMessageActions } from "@/features/message-actions/use-message-actions";
import { useUnsentIn } from "@/features/outbox/outbox-context";
import { PeopleButton } from "@/features/people/people-button";
import { usePresence } from "@/features/people/use-presence";
import { countUnread } from "@/features/rooms/live-rooms";
import { roomQuery, roomsQuery, useRoom, useRooms } from "@/features/rooms/room-queries";
import { useReadMarker } from "@/features/rooms/use-read-marker";
import { useSession } from "@/features/session/session-query";
import { TimelineProblem } from "@/features/timeline/timeline-problem";
import { TimelineSkeleton } from "@/features/timeline/timeline-skeleton";
import { TimelineView } from "@/features/timeline/timeline-view";
import { useRoomTimeline } from "@/features/timeline/use-room-timeline";
import { TypingLine } from "@/features/typing/typing-line";
import { useTyping } from "@/features/typing/use-typing";
import { t } from "@/lib/i18n";
import { patiently } from "@/lib/patiently";
import { useTitle } from "@/lib/use-title";
import { IconButton } from "@/ui/icon-button";
import { MessageGone } from "./message-gone";
import { RoomBeginning } from "./room-beginning";
import { RoomGone } from "./room-gone";
import { RoomHeader } from "./room-header";
import { useArrivals } from "./use-arrivals";
import { useReadKey } from "./use-read-key";
import { useReadUpTo } from "./use-read-up-to";
import { useRoomEvents } from "./use-room-events";
import { useTarget } from "./use-target";
// With the page: what is fetched again after a lost line would come without its styles.
import "@/features/involvement/involvement-menu.css";
import "@/ui/pane.css";
import "./room.css";

const InvolvementMenu = lazy(patiently(() => import("@/features/involvement/involvement-menu")));
const PeoplePane = lazy(patiently(() => import("@/features/people/people-pane")));
const PinsPane = lazy(patiently(() => import("@/features/pins/pins-pane")));

interface RoomPageProps {
  roomID: number;
  /** The message a permalink names. */
  targetID: number | undefined;
}

/** A room: who is here, what was said, what is being said. */
export function RoomPage({ roomID, targetID }: RoomPageProps) {
  const { user: me } = useSession();
  const queries = useQueryClient();
  const rooms = useRooms().data;
  const details = useRoom(roomID);
  const listed = rooms?.find(({ id }) => id === roomID);
  const room = details.data ?? listed;
  const members = details.data?.members ?? [];
  const typing = useTyping(roomID, me.id);
  const present = usePresence(roomID);
  const unsent = useUnsentIn(roomID);
  const readUpTo = useReadUpTo(roomID, room);
  const [sendCount, setSendCount] = useState(0);
  const target = useTarget(targetID);
  const [, navigate] = useLocation();
  const [newestSeen, setNewestSeen] = useState<number>();
  const [pane, setPane] = useState<"people" | "pins">();
  const paneButton = useRef<HTMLButtonElement>(null);
  const composer = useRef<ComposerHandle>(null);
  const actions = useMessageActions(me, composer);
  useReadMarker(roomID, newestSeen);
  const arrivals = useArrivals(me.id, listed?.unread_count ?? 0);
  const onNewestSeen = useCallback(
    (messageID: number | undefined) => {
      setNewestSeen(messageID);
      if (messageID !== undefined) arrivals.onNewestSeen();
    },
    [arrivals.onNewestSeen],
  );
  const onLeaveTarget = useCallback(() => {
    if (targetID) navigate(`/rooms/${roomID}`, { replace: true });
  }, [navigate, roomID, targetID]);

  const tell = useRoomEvents(me.id, typing.hasSpoken);
  const onEvent: typeof tell = (event, live) => {
    tell(event, live);
    arrivals.onEvent(event);
  };
  const onRejected = () => {
    void queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
    void queries.invalidateQueries({ queryKey: roomQuery(roomID).queryKey });
  };
  const { query, sync, reached, targetGone } = useRoomTimeline({ roomID, target, onEvent, onRejected });
  const timeline = query.data;
  useReadKey(listed);

  const unreadElsewhere = countUnread(rooms, roomID);
  useTitle(room?.name ?? "");

  function editLast() {
    const mine = timeline?.messages.findLast((said) => said.creator.id === me.id && mayEdit(said, me));
    if (mine && !timeline?.hasAfter) actions.edit(mine);
  }

  function closePane() {
    setPane(undefined);
    paneButton.current?.focus();
  }

  if (isGone(details.error) || isGone(query.error)) {
    return <RoomGone roomID={roomID} unreadElsewhere={unreadElsewhere > 0} first={rooms?.[0]} />;
  }
  return (
    <ActionsContext value={actions}>
      <main className="room" id="main" tabIndex={-1}>
        <RoomHeader room={room} myID={me.id} unreadElsewhere={unreadElsewhere > 0}>
          <IconButton
            ref={pane === "pins" ? paneButton : null}
            label={t("pins.title")}
            aria-expanded={pane === "pins"}
            onClick={() => setPane(pane === "pins" ? undefined : "pins")}
          >
            <Pin aria-hidden="true" />
          </IconButton>
          {details.data && (
            <Suspense fallback={<span className="icon-button" />}>
              <InvolvementMenu room={details.data} />
            </Suspense>
          )}
          {members.length > 0 && (
            <PeopleButton
              ref={pane === "people" ? paneButton : null}
              members={members}
              present={present}
              open={pane === "people"}
              onToggle={() => setPane(pane === "people" ? undefined : "people")}
            />
          )}
          <Link
            className="icon-button"
            href={`/rooms/${roomID}/settings`}
            aria-label={t("roomSettings.title")}
            title={t("roomSettings.title")}
          >
            <Settings2 aria-hidden="true" />
          </Link>
        </RoomHeader>
        <ConnectionBar />
        {timeline && room ? (
          <TimelineView
            roomID={roomID}
            timeline={timeline}
            unsent={unsent}
            sync={sync}
            me={me}
            roomName={room.name}
            readUpTo={readUpTo}
            target={reached}
            notice={targetGone && <MessageGone roomID={roomID} />}
            sendCount={sendCount}
            arrivals={arrivals.count}
            onNewestSeen={onNewestSeen}
            onLeaveTarget={onLeaveTarget}
            beginning={
              <RoomBeginning room={room} rooms={rooms} said={timeline.messages.length + unsent.length} />
            }
          />
        ) : query.isError ? (
          <TimelineProblem onRetry={() => void query.refetch()} />
        ) : (
          <TimelineSkeleton />
        )}
        <TypingLine typists={typing.typists} />
        <ComposerBox
          ref={composer}
          roomID={roomID}
          userID={me.id}
          label={composerLabel(room)}
          onSend={() => setSendCount((count) => count + 1)}
          onTyping={typing.say}
          onEditLast={editLast}
        />
      </main>
      <Suspense>
        {pane === "people" && (
          <PeoplePane members={members} present={present} myID={me.id} onClose={closePane} />
        )}
        {pane === "pins" && <PinsPane roomID={roomID} onClose={closePane} />}
      </Suspense>
    </ActionsContext>
  );
}

function composerLabel(room: Room | undefined): string {
  if (!room) return t("composer.label");
  return room.type === "direct"
    ? t("composer.direct", { name: room.name })
    : t("composer.room", { name: room.name });
}

function isGone(error: unknown): boolean {
  return error instanceof Problem && (error.status === 404 || error.status === 403);
}
