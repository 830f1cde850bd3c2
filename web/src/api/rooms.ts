import { answered, client } from "@/api/client";
import type { Room } from "@/api/types";

export async function fetchRooms(): Promise<Room[]> {
  const { rooms } = await answered(client.GET("/api/rooms"));
  return rooms ?? [];
}

export function fetchRoom(room: number): Promise<Room> {
  return answered(client.GET("/api/rooms/{room}", { params: { path: { room } } }));
}

/** Tells the server that everything up to and including this message has been read. */
export function markRead(room: number, message_id: number): Promise<unknown> {
  return answered(client.PUT("/api/rooms/{room}/read", { params: { path: { room } }, body: { message_id } }));
}
