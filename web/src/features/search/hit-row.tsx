import { Link } from "wouter";
import type { Hit } from "@/api/search";
import { RoomName } from "@/features/rooms/room-name";
import { useRooms } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { RoomIcon } from "@/features/sidebar/room-list";
import { t } from "@/lib/i18n";
import { daysAgo, fullTime, longDay, timeOfDay } from "@/lib/time";
import { useToday } from "@/lib/use-today";
import { Avatar } from "@/ui/avatar";

interface HitRowProps {
  hit: Hit;
  onOpen(): void;
}

/** A message that was found: who said it, where and when, and the words. It leads to its place. */
export function HitRow({ hit: { message, room, excerpt_html }, onOpen }: HitRowProps) {
  const at = new Date(message.created_at);
  return (
    <Link className="hit" href={`/rooms/${room.id}/@${message.id}`} onClick={onOpen}>
      <Avatar person={message.creator} size={32} />
      <span className="hit-head">
        <span className="hit-author truncate" dir="auto">
          {message.creator.name}
        </span>
        <HitRoom id={room.id} name={room.name} />
        <time className="hit-time" dateTime={message.created_at} title={fullTime(at)}>
          <When at={at} />
        </time>
      </span>
      <span
        className="hit-text"
        dir="auto"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the server escapes the text and adds mark elements alone
        dangerouslySetInnerHTML={{ __html: excerpt_html }}
      />
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
