import { answered, client } from "@/api/client";
import { type Message, type MessagePage, type RoomEvent, toRoomEvent } from "@/api/types";

/** Where a page lies: at the newest end, or relative to a message's id. */
export type Cursor = { before: number } | { after: number } | { around: number } | Record<never, never>;

export const pageSize = 40;

export async function fetchMessages(room: number, cursor: Cursor): Promise<MessagePage> {
  const query = { ...cursor, limit: pageSize };
  const page = await answered(
    client.GET("/api/rooms/{room}/messages", { params: { path: { room }, query } }),
  );
  return { ...page, messages: page.messages ?? [] };
}

export interface NewMessage {
  body: string;
  client_message_id: string;
}

/** Posts a message. Posting the same client_message_id again answers with the first one. */
export function postMessage(room: number, body: NewMessage): Promise<Message> {
  return answered(client.POST("/api/rooms/{room}/messages", { params: { path: { room } }, body }));
}

export interface EventPage {
  events: RoomEvent[];
  /** The position after these events. */
  seq: number;
  more: boolean;
}

/** The room's changes after a position; Problem 410 when they are not kept that long. */
export async function fetchEvents(room: number, after: number): Promise<EventPage> {
  const page = await answered(
    client.GET("/api/rooms/{room}/events", { params: { path: { room }, query: { after } } }),
  );
  return {
    events: (page.events ?? []).map(toRoomEvent).filter((event) => event !== undefined),
    seq: page.seq,
    more: page.more,
  };
}
