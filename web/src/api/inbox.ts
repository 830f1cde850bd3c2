import { answered, client } from "@/api/client";
import type { components } from "@/api/types.gen";

export type InboxItem = components["schemas"]["InboxItem"];
export type InboxPage = components["schemas"]["InboxOutputBody"];
export type Pin = components["schemas"]["Pin"];

export const boxes = ["unread", "mentions", "boosts", "saved"] as const;
export type Box = (typeof boxes)[number];

/** A page of my inbox, newest first; before is the cursor of the last item seen, 0 for the newest. */
export function fetchBox(box: Box, before: number): Promise<InboxPage> {
  const query = before ? { before } : {};
  return answered(client.GET("/api/inbox/{box}", { params: { path: { box }, query } }));
}

/** Notes the newest mention or boost I have seen. */
export function markInboxSeen(seen: { message_id: number } | { boost_id: number }): Promise<unknown> {
  return answered(client.PUT("/api/inbox/seen", { body: seen }));
}

interface Place {
  id: number;
  room_id: number;
}

const at = ({ id, room_id }: Place) => ({ params: { path: { room: room_id, message: id } } });

/** The ids of what I saved. */
export async function fetchBookmarks(): Promise<number[]> {
  return (await answered(client.GET("/api/bookmarks"))).message_ids;
}

export function setBookmark(message: Place, saved: boolean): Promise<unknown> {
  const path = "/api/rooms/{room}/messages/{message}/bookmark";
  return answered(saved ? client.PUT(path, at(message)) : client.DELETE(path, at(message)));
}

export async function fetchPins(room: number): Promise<Pin[]> {
  return (await answered(client.GET("/api/rooms/{room}/pins", { params: { path: { room } } }))).pins;
}

export function setPin(message: Place, pinned: boolean): Promise<unknown> {
  const path = "/api/rooms/{room}/messages/{message}/pin";
  return answered(pinned ? client.PUT(path, at(message)) : client.DELETE(path, at(message)));
}
