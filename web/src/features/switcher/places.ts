import type { Room, User } from "@/api/types";
import { fold, matchName } from "@/lib/fold";

/** Where one can go: a room, or a person with whom there is none yet. */
export type Place = { key: string; room: Room } | { key: string; person: User };

const roomsShown = 30;

interface Known {
  rooms: readonly Room[];
  /** Room ids, the one that was open last first. */
  recent: readonly number[];
  /** The room one is in already. */
  current: number | undefined;
}

/** The rooms that match, the best first; among equals the ones that were open last, then those with the latest news. */
export function rankRooms({ rooms, recent, current }: Known, query: string): Room[] {
  const wanted = fold(query);
  const place = (room: Room) => {
    const at = recent.indexOf(room.id);
    return at < 0 ? recent.length : at;
  };
  return rooms
    .filter((room) => query !== "" || room.id !== current)
    .map((room) => ({ room, match: matchName(fold(room.name), wanted) }))
    .filter(({ match }) => match >= 0)
    .sort(
      (a, b) =>
        a.match - b.match ||
        place(a.room) - place(b.room) ||
        b.room.updated_at.localeCompare(a.room.updated_at),
    )
    .map(({ room }) => room)
    .slice(0, roomsShown);
}

/** The rooms found, then the people found with whom one has no room alone. */
export function placesOf(
  rooms: readonly Room[],
  people: readonly User[],
  myID: number,
  all: readonly Room[],
): Place[] {
  const met = new Set(all.map((room) => alone(room, myID)));
  return [
    ...rooms.map((room) => ({ key: `room-${room.id}`, room })),
    ...people
      .filter((person) => !met.has(person.id))
      .map((person) => ({ key: `person-${person.id}`, person })),
  ];
}

/** The one person a direct room is with: me, when I am alone in it. */
function alone(room: Room, myID: number): number | undefined {
  if (room.type !== "direct" || !room.members || room.members.length > 2) return undefined;
  return room.members.find((member) => member.id !== myID)?.id ?? myID;
}
