import { answered, client } from "@/api/client";
import {
  type Boost,
  type Message,
  type MessagePage,
  type RoomEvent,
  toRoomEvent,
  type Version,
} from "@/api/types";

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
  /** Who wrote it. Another tab may have signed in as somebody else, who must not be taken for them. */
  author_id: number;
}

/** Posts a message. Posting the same client_message_id again answers with the first one. */
export function postMessage(room: number, body: NewMessage): Promise<Message> {
  return answered(client.POST("/api/rooms/{room}/messages", { params: { path: { room } }, body }));
}

export function fetchMessage(room: number, message: number): Promise<Message> {
  return answered(client.GET("/api/rooms/{room}/messages/{message}", at(room, message)));
}

/** Where a message is, in the API's addresses. */
function at(room: number, message: number) {
  return { params: { path: { room, message } } };
}

/** What a message says, as the editor takes it. */
export async function fetchSource(room: number, message: number): Promise<string> {
  const { body } = await answered(
    client.GET("/api/rooms/{room}/messages/{message}/source", at(room, message)),
  );
  return body;
}

export function editMessage(room: number, message: number, body: string): Promise<Message> {
  return answered(
    client.PATCH("/api/rooms/{room}/messages/{message}", { ...at(room, message), body: { body } }),
  );
}

/** Deletes a message, also when the page goes away meanwhile. */
export function deleteMessage(room: number, message: number): Promise<unknown> {
  return answered(
    client.DELETE("/api/rooms/{room}/messages/{message}", { ...at(room, message), keepalive: true }),
  );
}

/** What a message has said, oldest first; the last is what it says now. */
export async function fetchVersions(room: number, message: number): Promise<Version[]> {
  const { versions } = await answered(
    client.GET("/api/rooms/{room}/messages/{message}/history", at(room, message)),
  );
  return versions;
}

/** Boosts a message. The same boost again answers with the first one. */
export function createBoost(room: number, message: number, content: string): Promise<Boost> {
  return answered(
    client.POST("/api/rooms/{room}/messages/{message}/boosts", { ...at(room, message), body: { content } }),
  );
}

export function deleteBoost(room: number, message: number, boost: number): Promise<unknown> {
  return answered(
    client.DELETE("/api/rooms/{room}/messages/{message}/boosts/{boost}", {
      params: { path: { room, message, boost } },
    }),
  );
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
