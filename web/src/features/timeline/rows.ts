import type { Message } from "@/api/types";
import type { Unsent } from "@/features/outbox/outbox";
import { dayOf } from "@/lib/time";

/** One author's messages this close together are shown as one block. */
export const groupingWindow = 5 * 60_000;

export type Row =
  | { type: "day"; key: string; at: Date }
  | { type: "new"; key: "new" }
  | { type: "gap"; key: "gap" }
  | { type: "message"; key: string; message: Message; grouped: boolean }
  | { type: "unsent"; key: string; unsent: Unsent; grouped: boolean };

interface RowsInput {
  messages: readonly Message[];
  /** Of this room, in the order they were written. */
  unsent: readonly Unsent[];
  hasAfter: boolean;
  myID: number;
  /** The newest message read when the room was opened; the line "new" comes after it. */
  readUpTo: number | undefined;
}

/**
 * What the timeline shows, top to bottom: a separator where a day begins, a
 * line where the unread ones begin, messages with or without their author's
 * name, and below them what is on its way.
 */
export function rowsOf({ messages, unsent, hasAfter, myID, readUpTo }: RowsInput): Row[] {
  const rows: Row[] = [];
  let last: { author: number; at: Date } | undefined;
  let unreadBegun = readUpTo === undefined;

  /** Notes that a message follows; true when it belongs to the block above. */
  function follow(author: number, at: Date, firstUnread = false): boolean {
    const begun = rows.length > 0;
    if (!last || dayOf(last.at) !== dayOf(at)) {
      rows.push({ type: "day", key: `day-${dayOf(at)}`, at });
      last = undefined;
    }
    if (firstUnread && begun) {
      rows.push({ type: "new", key: "new" });
      last = undefined;
    }
    const grouped = last?.author === author && Math.abs(at.getTime() - last.at.getTime()) <= groupingWindow;
    last = { author, at };
    return grouped;
  }

  for (const message of messages) {
    const author = message.creator.id;
    const firstUnread = !unreadBegun && message.id > (readUpTo ?? 0) && author !== myID;
    unreadBegun ||= firstUnread;
    const grouped = follow(author, new Date(message.created_at), firstUnread);
    const key = rowKey(author, message.client_message_id || `id-${message.id}`);
    rows.push({ type: "message", key, message, grouped });
  }

  const arrived = new Set(messages.filter((m) => m.creator.id === myID).map((m) => m.client_message_id));
  const pending = unsent.filter((u) => !arrived.has(u.clientMessageID));
  if (hasAfter && pending.length > 0) {
    rows.push({ type: "gap", key: "gap" });
    if (last) last = { ...last, author: 0 };
  }
  for (const entry of pending) {
    const grouped = follow(myID, new Date(Math.max(entry.writtenAt, last?.at.getTime() ?? 0)));
    rows.push({ type: "unsent", key: rowKey(myID, entry.clientMessageID), unsent: entry, grouped });
  }
  return rows;
}

/** The same before and after the server has the message, so that its element stays. */
function rowKey(author: number, clientMessageID: string): string {
  return `${author}:${clientMessageID}`;
}
