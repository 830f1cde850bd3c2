import { useQuery } from "@tanstack/react-query";
import { Hash, Lock, Pencil, Plus } from "lucide-react";
import { Link, useRoute } from "wouter";
import type { Room } from "@/api/types";
import { draftsQuery } from "@/features/drafts/draft-queries";
import { RoomName } from "@/features/rooms/room-name";
import { useRoomBeforeMyEyes } from "@/features/rooms/use-open-room";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import { closeDrawer } from "./drawer";

interface RoomListProps {
  title: string;
  rooms: readonly Room[];
  myID: number;
  /** Where another one is made, and what that is called; nobody may when it is left out. */
  add?: { href: string; label: string } | undefined;
}

export function RoomList({ title, rooms, myID, add }: RoomListProps) {
  if (rooms.length === 0 && !add) return null;
  return (
    <section>
      <header className="section-head">
        <h2 className="section-title">{title}</h2>
        {add && (
          <Link
            className="icon-button"
            href={add.href}
            aria-label={add.label}
            title={add.label}
            onClick={closeDrawer}
          >
            <Plus aria-hidden="true" />
          </Link>
        )}
      </header>
      <ul>
        {rooms.map((room) => (
          <RoomEntry key={room.id} room={room} myID={myID} />
        ))}
      </ul>
    </section>
  );
}

export function RoomEntry({ room, myID }: { room: Room; myID: number }) {
  const [, params] = useRoute("/rooms/:id/*?");
  const current = params?.id === String(room.id);
  const looking = useRoomBeforeMyEyes() === room.id;
  const unread = room.unread_count > 0 && !looking;
  const drafted = useQuery(draftsQuery).data?.some(({ room_id }) => room_id === room.id);
  return (
    <li>
      <Link
        href={`/rooms/${room.id}`}
        className={unread ? "room-entry room-entry-unread" : "room-entry"}
        aria-current={current ? "page" : undefined}
        onClick={closeDrawer}
      >
        <RoomIcon room={room} myID={myID} />
        <RoomName room={room} myID={myID} className="room-entry-name" />
        {!current && drafted && (
          <Pencil className="room-entry-draft" role="img" aria-label={t("sidebar.draft")} />
        )}
        {unread && <Badge room={room} />}
      </Link>
    </li>
  );
}

/** How many messages are unread; warm, and with a mark, when some of them name me. */
function Badge({ room }: { room: Room }) {
  const mentions = room.mention_count > 0;
  return (
    <>
      <span className={mentions ? "badge badge-mentions" : "badge"} aria-hidden="true">
        {mentions && "@"}
        {atMost99(room.unread_count)}
      </span>
      <span className="visually-hidden">
        {t("sidebar.unread", { unread: room.unread_count, mentions: room.mention_count })}
      </span>
    </>
  );
}

export function atMost99(count: number): string {
  return count > 99 ? "99+" : String(count);
}

/** What kind of room it is: open to all, closed, or the person one talks to. */
export function RoomIcon({ room, myID }: { room: Room; myID: number }) {
  const other = room.members?.find((member) => member.id !== myID) ?? room.members?.[0];
  if (room.type === "direct" && other) return <Avatar person={other} size={22} />;
  const Icon = room.type === "closed" ? Lock : Hash;
  return (
    <span className="room-icon">
      <Icon aria-hidden="true" />
      {room.type === "closed" && <span className="visually-hidden">{t("room.closed")}</span>}
    </span>
  );
}
