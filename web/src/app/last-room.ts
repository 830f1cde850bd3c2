import { storage } from "@/lib/storage";

const key = "campfire:last-room";

/** The room that was open last on this device. */
export const lastRoom = {
  read: () => storage.read<number>(key),
  note: (roomID: number) => void storage.write(key, roomID),
};
