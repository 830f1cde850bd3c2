import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { Problem } from "@/api/problem";
import { fetchHiddenRooms, fetchRoom, fetchRooms } from "@/api/rooms";
import type { Room, RoomEvent } from "@/api/types";

export const roomsQuery = queryOptions({
  queryKey: ["rooms"],
  queryFn: fetchRooms,
  refetchOnWindowFocus: true,
});

/** The rooms I made invisible. Below the rooms' key, so that what refreshes those refreshes it. */
export const hiddenRoomsQuery = queryOptions({
  queryKey: [...roomsQuery.queryKey, "hidden"],
  queryFn: fetchHiddenRooms,
});

export function roomQuery(roomID: number) {
  return queryOptions({
    queryKey: ["rooms", roomID],
    queryFn: () => fetchRoom(roomID),
    retry: retryUnlessRefused,
  });
}

/** Asking again helps against a bad line, never against a refusal. */
export function retryUnlessRefused(count: number, error: Error): boolean {
  return !(error instanceof Problem && error.status < 500) && count < 3;
}

export function useRooms() {
  return useQuery(roomsQuery);
}

export function useRoom(roomID: number) {
  return useQuery(roomQuery(roomID));
}

/** Applies what an event says of the room itself; for other events the room stays as it is. */
export function applyRoomEvent(room: Room, event: RoomEvent): Room {
  switch (event.type) {
    case "room.updated":
      return { ...room, ...event.room };
    case "member.joined": {
      const others = (room.members ?? []).filter((member) => member.id !== event.user.id);
      return { ...room, members: [...others, event.user].sort((a, b) => a.name.localeCompare(b.name)) };
    }
    case "member.left":
      return { ...room, members: (room.members ?? []).filter((member) => member.id !== event.user.id) };
    default:
      return room;
  }
}

/** Applies an event to the cached room and to its entry in the sidebar. */
export function updateRoom(queries: QueryClient, event: RoomEvent): void {
  queries.setQueryData(roomQuery(event.room_id).queryKey, (room) => room && applyRoomEvent(room, event));
  if (event.type !== "room.updated") return;
  // Whoever joined or left by it, and what I may do, the event does not say.
  void queries.invalidateQueries({ queryKey: roomQuery(event.room_id).queryKey });
  queries.setQueryData(roomsQuery.queryKey, (rooms) =>
    rooms?.map((room) => (room.id === event.room_id ? applyRoomEvent(room, event) : room)),
  );
}

/** Shows a room as read up to a message without waiting for the server to say so. */
export function showRead(queries: QueryClient, roomID: number, messageID: number): void {
  const read = (room: Room): Room =>
    room.id === roomID ? { ...room, unread_count: 0, mention_count: 0, read_message_id: messageID } : room;
  queries.setQueryData(roomsQuery.queryKey, (rooms) => rooms?.map(read));
  queries.setQueryData(roomQuery(roomID).queryKey, (room) => room && read(room));
}
