import { answered, client } from "@/api/client";
import type { Involvement, Room, User } from "@/api/types";

const at = (room: number) => ({ params: { path: { room } } });

export async function fetchRooms(): Promise<Room[]> {
  const { rooms } = await answered(client.GET("/api/rooms"));
  return rooms ?? [];
}

/** The rooms I made invisible. */
export async function fetchHiddenRooms(): Promise<Room[]> {
  const { rooms } = await answered(client.GET("/api/rooms", { params: { query: { hidden: true } } }));
  return rooms ?? [];
}

export function fetchRoom(room: number): Promise<Room> {
  return answered(client.GET("/api/rooms/{room}", at(room)));
}

export interface NewRoom {
  type: Room["type"];
  name?: string;
  user_ids?: number[];
}

/** Makes a room; for the people of a direct room that exists it is that one. */
export function createRoom(room: NewRoom): Promise<Room> {
  return answered(client.POST("/api/rooms", { body: room }));
}

export type RoomChange = { name?: string; type?: "open" | "closed" };

export function changeRoom(room: number, change: RoomChange): Promise<Room> {
  return answered(client.PATCH("/api/rooms/{room}", { ...at(room), body: change }));
}

export function deleteRoom(room: number): Promise<unknown> {
  return answered(client.DELETE("/api/rooms/{room}", at(room)));
}

/** What goes with a room when it is deleted. */
export function fetchRoomSize(room: number): Promise<{ message_count: number; member_count: number }> {
  return answered(client.GET("/api/rooms/{room}/size", at(room)));
}

export function addMember(room: number, user: number): Promise<unknown> {
  return answered(client.PUT("/api/rooms/{room}/members/{user}", { params: { path: { room, user } } }));
}

/** Takes somebody out of a room; oneself, to leave it. */
export function removeMember(room: number, user: number): Promise<unknown> {
  return answered(client.DELETE("/api/rooms/{room}/members/{user}", { params: { path: { room, user } } }));
}

export function setInvolvement(room: number, involvement: Involvement): Promise<unknown> {
  return answered(client.PUT("/api/rooms/{room}/involvement", { ...at(room), body: { involvement } }));
}

/** Tells the server that everything up to and including this message has been read; without one, all there is. */
export function markRead(room: number, message_id?: number): Promise<unknown> {
  return answered(
    client.PUT("/api/rooms/{room}/read", { ...at(room), body: message_id ? { message_id } : {} }),
  );
}

/** Has a message, and what follows it, unread again. */
export function markUnread(room: number, message_id: number): Promise<unknown> {
  return answered(client.PUT("/api/rooms/{room}/unread", { ...at(room), body: { message_id } }));
}

/** Marks everything in all rooms as read. */
export function markAllRead(): Promise<unknown> {
  return answered(client.PUT("/api/rooms/read"));
}

/** Has what follows the last message read of some rooms unread again. */
export function restoreUnread(rooms: readonly Room[]): Promise<unknown> {
  const cursors = rooms.map(({ id, read_message_id }) => ({ id, read_message_id: read_message_id ?? 0 }));
  return answered(client.PUT("/api/rooms/unread", { body: { rooms: cursors } }));
}

/** Active people and bots by name, the best matches first. */
export async function findUsers(query: string, limit: number): Promise<User[]> {
  const { users } = await answered(client.GET("/api/users", { params: { query: { query, limit } } }));
  return users;
}
