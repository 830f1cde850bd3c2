import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { Problem } from "@/api/problem";
import type { Room, RoomEvent } from "@/api/types";
import { ComposerBox } from "@/features/composer/composer-box";
import { ConnectionBar } from "@/features/connection/connection-bar";
import { useOutbox, useUnsent } from "@/features/outbox/outbox-context";
import { PeopleButton } from "@/features/people/people-button";
import { PeoplePane } from "@/features/people/people-pane";
import { usePresence } from "@/features/people/use-presence";
import { roomQuery, roomsQuery, updateRoom, useRoom, useRooms } from "@/features/rooms/room-queries";
import { useReadMarker } from "@/features/rooms/use-read-marker";
import { useSession } from "@/features/session/session-query";
import { TimelineSkeleton } from "@/features/timeline/timeline-skeleton";
import { TimelineView } from "@/features/timeline/timeline-view";
import { useRoomTimeline } from "@/features/timeline/use-room-timeline";
import { TypingLine } from "@/features/typing/typing-line";
import { useTyping } from "@/features/typing/use-typing";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { announce } from "@/ui/announcer";
import { RoomBeginning } from "./room-beginning";
import { RoomHeader } from "./room-header";
import "./room.css";

/** As much of a message as is worth hearing unasked. */
const announcedLength = 200;

/** The invitation goes from the first room once it holds more than this. */
const youngRoom = 40;

interface RoomPageProps {
  roomID: number;
  /** The message a permalink names. */
  targetID: number | undefined;
}

/** A room: who is here, what was said, what is being said. */
export function RoomPage({ roomID, targetID }: RoomPageProps) {
  const { user: me } = useSession();
  const queries = useQueryClient();
  const outbox = useOutbox();
  const rooms = useRooms().data;
  const details = useRoom(roomID);
  const room = details.data ?? rooms?.find((listed) => listed.id === roomID);
  const typing = useTyping(roomID, me.id);
  const present = usePresence(roomID);
  const unsent = useUnsent();
  const mine = useMemo(() => unsent.filter((entry) => entry.roomID === roomID), [unsent, roomID]);
  const readUpTo = useReadUpTo(room);
  const [newestSeen, setNewestSeen] = useState<number>();
  const [sendCount, setSendCount] = useState(0);
  const [peopleOpen, setPeopleOpen] = useState(false);
  const peopleButton = useRef<HTMLButtonElement>(null);
  useReadMarker(roomID, newestSeen);

  function onEvent(event: RoomEvent, live: boolean) {
    updateRoom(queries, event);
    if (event.type === "message.deleted" && event.client_message_id) outbox.remove(event.client_message_id);
    if (event.type !== "message.created") return;
    const { message } = event;
    if (message.creator.id === me.id) return outbox.remove(message.client_message_id);
    typing.hasSpoken(message.creator.id);
    const text = message.body_text.slice(0, announcedLength);
    if (live) announce(t("timeline.announce", { name: message.creator.name, text }));
  }

  function onRejected() {
    void queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
    void queries.invalidateQueries({ queryKey: roomQuery(roomID).queryKey });
  }

  const { query, sync } = useRoomTimeline({ roomID, targetID, onEvent, onRejected });
  const others = rooms?.filter((listed) => listed.id !== roomID && listed.unread_count > 0) ?? [];
  const unread = others.reduce((sum, other) => sum + other.unread_count, 0);
  useTitle(`${unread > 0 ? `(${unread}) ` : ""}${room?.name ?? ""}`);

  const closePeople = useCallback(() => {
    setPeopleOpen(false);
    peopleButton.current?.focus();
  }, []);

  const header = <RoomHeader room={room} myID={me.id} elsewhereUnread={others.length > 0} />;
  const gone = isGone(details.error) || isGone(query.error);
  if (gone) return <RoomGone header={header} first={rooms?.[0]} />;

  const members = details.data?.members ?? [];
  const timeline = query.data;
  return (
    <>
      <main className="room" id="main">
        <RoomHeader room={room} myID={me.id} elsewhereUnread={others.length > 0}>
          {members.length > 0 && (
            <PeopleButton
              ref={peopleButton}
              members={members}
              present={present}
              open={peopleOpen}
              onToggle={() => setPeopleOpen(!peopleOpen)}
            />
          )}
        </RoomHeader>
        <ConnectionBar />
        {timeline && room ? (
          <TimelineView
            timeline={timeline}
            unsent={mine}
            sync={sync}
            me={me}
            roomName={room.name}
            readUpTo={readUpTo}
            targetID={targetID}
            sendCount={sendCount}
            onNewestSeen={setNewestSeen}
            beginning={
              <RoomBeginning
                room={room}
                empty={timeline.messages.length + mine.length === 0}
                first={isFirst(room, rooms) && timeline.messages.length <= youngRoom}
              />
            }
          />
        ) : query.isError ? (
          <div className="room-problem" role="alert">
            <p>{t("room.problem")}</p>
            <button type="button" className="button" onClick={() => void query.refetch()}>
              {t("retry")}
            </button>
          </div>
        ) : (
          <TimelineSkeleton />
        )}
        <TypingLine typists={typing.typists} />
        <ComposerBox
          roomID={roomID}
          userID={me.id}
          label={room ? composerLabel(room) : t("composer.label")}
          onSend={() => setSendCount((count) => count + 1)}
          onTyping={typing.say}
        />
      </main>
      {peopleOpen && <PeoplePane members={members} present={present} myID={me.id} onClose={closePeople} />}
    </>
  );
}

/**
 * Where the unread messages began when the room was opened: the id of the last
 * one read, 0 for none, undefined when nothing was unread. It stays while the room is open.
 */
function useReadUpTo(room: Room | undefined): number | undefined {
  const [found, setFound] = useState<{ readUpTo: number | undefined }>();
  if (room && !found) setFound({ readUpTo: room.unread_count > 0 ? (room.read_message_id ?? 0) : undefined });
  return found?.readUpTo;
}

function composerLabel(room: Room): string {
  return room.type === "direct"
    ? t("composer.direct", { name: room.name })
    : t("composer.room", { name: room.name });
}

/** The oldest room of everybody's: where a new team begins. */
function isFirst(room: Room, rooms: Room[] | undefined): boolean {
  const open = rooms?.filter((listed) => listed.type === "open") ?? [];
  return room.type === "open" && open.every((listed) => room.id <= listed.id);
}

function isGone(error: unknown): boolean {
  return error instanceof Problem && (error.status === 404 || error.status === 403);
}

function RoomGone({ header, first }: { header: React.ReactNode; first: Room | undefined }) {
  return (
    <main className="room" id="main">
      {header}
      <div className="room-problem">
        <h2 className="beginning-title">{t("room.goneTitle")}</h2>
        <p>{t("room.goneLead")}</p>
        {first && (
          <Link className="button" href={`/rooms/${first.id}`}>
            {t("room.goneBack", { name: first.name })}
          </Link>
        )}
      </div>
    </main>
  );
}
