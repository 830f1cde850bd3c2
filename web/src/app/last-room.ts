import { storage } from "@/lib/storage";

const key = (userID: number) => `campfire:last-room:${userID}`;

/** The room that somebody had open last on this device. */
export const lastRoom = {
  read: (userID: number) => storage.read<number>(key(userID)),
  note: (userID: number, roomID: number) => void storage.write(key(userID), roomID),
};
