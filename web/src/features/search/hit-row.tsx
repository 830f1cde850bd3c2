import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Message } from "@/api/types";
import { RoomName } from "@/features/rooms/room-name";
import { useRooms } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { RoomIcon } from "@/features/sidebar/room-list";
import { t } from "@/lib/i18n";
import { daysAgo, fullTime, longDay, timeOfDay } from "@/lib/time";
import { useToday } from "@/lib/use-today";
import { Avatar } from "@/ui/avatar";
import "./hits.css";

interface HitRowProps {
  message: Message;
  /** Where it was said, when that is not plain. */
  room?: { id: number; name: string };
  /** Of its words; safe to show as it is. All of them when left out. */
  excerpt?: string;
  /** Who is in front, and with what: the author with their face, unless something else is told. */
  who?: string;
  face?: ReactNode;
  /** When what is told happened; when it was written, unless something else is told. */
  at?: string;
  /** What there is to say about it. */
  note?: ReactNode;
  onOpen?: (() => void) | undefined;
}

/** A message listed somewhere else: who said it, where and when, and the words. It leads to its place. */
export function HitRow({ message, room, excerpt, note, onOpen, ...told }: HitRowProps) {
  const { who = message.creator.name, at = message.created_at } = told;
  const time = new Date(at);
  return (
    <Link className="hit" href={`/rooms/${message.room_id}/@${message.id}`} onClick={onOpen}>
      {told.face ?? <Avatar person={message.creator} size={32} />}
      <span className="hit-head">
        <span className="hit-author truncate" dir="auto">
          {who}
        </span>
        {room && <HitRoom id={room.id} name={room.name} />}
        <time className="hit-time" dateTime={at} title={fullTime(time)}>
          <When at={time} />
        </time>
      </span>
      {note && <span className="hit-note">{note}</span>}
      {excerpt === undefined ? (
        <span className="hit-text" dir="auto">
          {message.body_text}
        </span>
      ) : (
        <span
          className="hit-text"
          dir="auto"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: the server escapes the text and adds mark elements alone
          dangerouslySetInnerHTML={{ __html: excerpt }}
        />
      )}
    </Link>
  );
}

function HitRoom({ id, name }: { id: number; name: string }) {
  const { user } = useSession();
  const room = useRooms().data?.find((listed) => listed.id === id);
  return (
    <span className="hit-room">
      {room && <RoomIcon room={room} myID={user.id} />}
      {room ? (
        <RoomName room={room} myID={user.id} />
      ) : (
        <span className="truncate" dir="auto">
          {name}
        </span>
      )}
    </span>
  );
}

function When({ at }: { at: Date }) {
  const today = useToday();
  const ago = daysAgo(at, today);
  if (ago === 0) return timeOfDay(at);
  return ago === 1 ? t("search.yesterday", { time: timeOfDay(at) }) : longDay(at, today);
}

/** Puts the keyboard on the row beside that of an element which is about to go. */
export function focusNext(element: Element): void {
  const item = element.closest(".hit-item");
  const next = item?.nextElementSibling ?? item?.previousElementSibling;
  (next?.querySelector<HTMLElement>(".hit") ?? document.getElementById("main"))?.focus();
}
