import { storage } from "@/lib/storage";

const remembered = 50;

const key = (userID: number) => `campfire:recent-rooms:${userID}`;

/** The rooms that somebody had open on this device, the last one first. */
export const recentRooms = {
  read(userID: number): number[] {
    const read = storage.read<unknown>(key(userID));
    return Array.isArray(read) ? read.filter((id) => typeof id === "number") : [];
  },

  note(userID: number, roomID: number): void {
    const before = recentRooms.read(userID);
    if (before[0] === roomID) return;
    storage.write(key(userID), [roomID, ...before.filter((id) => id !== roomID)].slice(0, remembered));
  },
};
