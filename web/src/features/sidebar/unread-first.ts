import type { Room } from "@/api/types";
import { storage } from "@/lib/storage";

const key = "campfire:unread-first";

/** Whether rooms with something unread are to come first; remembered on this device. */
export function storedUnreadFirst(): boolean {
  return storage.read<boolean>(key) === true;
}

export function storeUnreadFirst(wanted: boolean): void {
  storage.write(key, wanted);
}

/** The rooms with something unread before the others, those that mention me before all; else as they were. */
export function unreadFirst(rooms: readonly Room[]): Room[] {
  const rank = (room: Room) => (room.mention_count > 0 ? 0 : room.unread_count > 0 ? 1 : 2);
  return rooms.toSorted((a, b) => rank(a) - rank(b));
}
