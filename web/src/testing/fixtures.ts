import type { Message, MessagePage, Room, User } from "@/api/types";

/** Made-up data for tests. Message n was said n minutes after the first. */
export const ada: User = {
  id: 1,
  name: "Ada Lovelace",
  role: "administrator",
  avatar_url: null,
  initials: "AL",
};
export const bob: User = { id: 2, name: "Bob Noyce", role: "member", avatar_url: null, initials: "BN" };

const firstAt = Date.UTC(2026, 4, 12, 9, 0, 0);

export function timeOf(n: number): string {
  return new Date(firstAt + n * 60_000).toISOString().replace("Z", "000Z");
}

export function message(id: number, more: Partial<Message> = {}): Message {
  return {
    id,
    room_id: 1,
    client_message_id: `client-${id}`,
    kind: "text",
    body_html: `<div>Message ${id}</div>`,
    body_text: `Message ${id}`,
    creator: ada,
    mentioned_user_ids: [],
    mass_mention: "",
    boosts: [],
    sound: null,
    attachment: null,
    created_at: timeOf(id),
    updated_at: timeOf(id),
    edited: false,
    edited_at: null,
    ...more,
  };
}

/** The messages from first to last, by id. */
export function messages(first: number, last: number): Message[] {
  return Array.from({ length: last - first + 1 }, (_, i) => message(first + i));
}

export function page(list: Message[], more: Partial<MessagePage> = {}): MessagePage {
  return { messages: list, seq: 0, has_before: false, has_after: false, ...more };
}

export function room(id: number, more: Partial<Room> = {}): Room {
  return {
    id,
    type: "open",
    name: `Room ${id}`,
    involvement: "mentions",
    unread_count: 0,
    mention_count: 0,
    read_message_id: null,
    seq: 0,
    updated_at: timeOf(0),
    can_administer: false,
    ...more,
  };
}
