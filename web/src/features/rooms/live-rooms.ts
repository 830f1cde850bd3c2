import type { SavedDraft } from "@/api/drafts";
import type { Boost, Room, User } from "@/api/types";

/** What the UnreadRoomsChannel says of one of my rooms. */
export interface UnreadNews {
  room_id: number;
  unread_count: number;
  mention_count: number;
  /** The newest message; 0 is none. */
  message_id: number;
}

/** What the ReadRoomsChannel says: how far I have read on some device of mine. */
export interface ReadNews {
  room_id: number;
  /** 0 is nothing. */
  read_message_id: number;
  /** What follows was marked as unread, and is to stay so where it is looked at. */
  marked_unread?: boolean;
}

/** Something changed for me outside the rooms' feeds; what, is to be asked for again. */
export interface Notice {
  type: string;
  room_id?: number;
  message_id?: number;
  user?: User;
  boost?: Boost;
  draft?: SavedDraft;
}

/** The channels' messages, when they are what they should be. */
export function toUnreadNews(raw: unknown): UnreadNews | undefined {
  const news = raw as Partial<UnreadNews> | null;
  return typeof news?.room_id === "number" && typeof news.unread_count === "number"
    ? (news as UnreadNews)
    : undefined;
}

export function toReadNews(raw: unknown): ReadNews | undefined {
  const news = raw as Partial<ReadNews> | null;
  return typeof news?.room_id === "number" && typeof news.read_message_id === "number"
    ? (news as ReadNews)
    : undefined;
}

export function toNotice(raw: unknown): Notice | undefined {
  const notice = raw as Partial<Notice> | null;
  return typeof notice?.type === "string" ? (notice as Notice) : undefined;
}

export function withUnread(room: Room, news: UnreadNews): Room {
  return { ...room, unread_count: news.unread_count, mention_count: news.mention_count };
}

/** The list with what is unread; a direct room in which something new was said comes first of them. */
export function applyUnread(rooms: Room[], news: UnreadNews): Room[] {
  const before = rooms.find((room) => room.id === news.room_id);
  const after = rooms.map((room) => (room.id === news.room_id ? withUnread(room, news) : room));
  if (before?.type !== "direct" || news.unread_count <= before.unread_count) return after;
  const first = after.findIndex((room) => room.type === "direct");
  const [moved] = after.splice(
    after.findIndex((room) => room.id === news.room_id),
    1,
  );
  return moved ? after.toSpliced(first, 0, moved) : after;
}

export function withRead(room: Room, news: ReadNews): Room {
  return { ...room, read_message_id: news.read_message_id || null };
}

/** The room with somebody among its members as they look now. */
export function withPerson(room: Room, person: User): Room {
  if (!room.members?.some(({ id }) => id === person.id)) return room;
  return { ...room, members: room.members.map((member) => (member.id === person.id ? person : member)) };
}

/** What is unread in the rooms but for one, which I look at. */
export function countUnread(rooms: readonly Room[] | undefined, exceptID?: number): number {
  const others = rooms?.filter((room) => room.id !== exceptID) ?? [];
  return others.reduce((sum, room) => sum + room.unread_count, 0);
}
