import type { Room } from "@/api/types";
import { fold } from "@/lib/fold";

/** The rooms whose name has every word of a query in it. */
export function filterRooms(rooms: readonly Room[], query: string): Room[] {
  const words = fold(query).split(" ");
  return rooms.filter((room) => {
    const name = fold(room.name);
    return words.every((word) => name.includes(word));
  });
}
