import type { Boost, Message, MessagePage, RoomEvent, User } from "@/api/types";

/**
 * What of a room is loaded: one unbroken stretch of messages, oldest first.
 * `seq` is the position in the room's feed up to which every change is in it.
 */
export interface Timeline {
  messages: readonly Message[];
  hasBefore: boolean;
  hasAfter: boolean;
  seq: number;
}

/** Messages kept once a stretch has been trimmed, and how long it may grow before it is. */
export const kept = 300;
export const trimPast = 320;

export function fromPage(page: MessagePage): Timeline {
  return {
    messages: page.messages,
    hasBefore: page.has_before,
    hasAfter: page.has_after,
    seq: page.seq,
  };
}

/** Shows a person as they are now on everything they said. */
export function withAuthor(timeline: Timeline, person: User): Timeline {
  const shown = (message: Message) => {
    const wrote = message.creator.id === person.id ? { ...message, creator: person } : message;
    return message.mentioned_user_ids.includes(person.id) ? withMentioned(wrote, person) : wrote;
  };
  return { ...timeline, messages: timeline.messages.map(shown) };
}

/** The message with its mentions of a person by the name they have now. */
function withMentioned(message: Message, { id, name }: User): Message {
  const mentions = new RegExp(`(<span class="mention" data-user-id="${id}">)[^<]*`, "g");
  const shown = `@${name}`.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return { ...message, body_html: message.body_html.replace(mentions, (_, tag) => tag + shown) };
}

/** Puts an older page in front, and lets go of the far end when the stretch grew too long. */
export function prepend(timeline: Timeline, page: MessagePage): Timeline {
  const messages = merge(timeline, page);
  const tooLong = messages.length > trimPast;
  return {
    messages: tooLong ? messages.slice(0, kept) : messages,
    hasBefore: page.has_before,
    hasAfter: timeline.hasAfter || tooLong,
    seq: joinedSeq(timeline, page),
  };
}

/** Puts a newer page behind, and lets go of the oldest when the stretch grew too long. */
export function append(timeline: Timeline, page: MessagePage): Timeline {
  const messages = merge(timeline, page);
  const tooLong = messages.length > trimPast;
  return {
    messages: tooLong ? messages.slice(-kept) : messages,
    hasBefore: timeline.hasBefore || tooLong,
    hasAfter: page.has_after,
    seq: joinedSeq(timeline, page),
  };
}

/**
 * A page and the stretch may have been read at different positions. Going on
 * from the earlier one makes the feed repeat what the other has already seen,
 * and since applying twice changes nothing more, both end up right.
 */
function joinedSeq(timeline: Timeline, page: MessagePage): number {
  return Math.min(timeline.seq, page.seq);
}

function merge(timeline: Timeline, page: MessagePage): readonly Message[] {
  const [older, newer] =
    page.seq < timeline.seq ? [page.messages, timeline.messages] : [timeline.messages, page.messages];
  const byID = new Map([...older, ...newer].map((message) => [message.id, message]));
  return [...byID.values()].sort(inOrder);
}

/**
 * Lets go of one end when live messages have made the stretch too long: of the
 * oldest for a reader who follows the newest, else of the newest, so that
 * nothing is taken from under the eyes of somebody reading history.
 */
export function trim(timeline: Timeline, following: boolean): Timeline {
  if (timeline.messages.length <= trimPast) return timeline;
  return following
    ? { ...timeline, messages: timeline.messages.slice(-kept), hasBefore: true }
    : { ...timeline, messages: timeline.messages.slice(0, kept), hasAfter: true };
}

/** Applies an event to what is loaded. Applying it twice changes nothing more. */
export function applyEvent(timeline: Timeline, event: RoomEvent): Timeline {
  const seq = Math.max(timeline.seq, event.seq);
  switch (event.type) {
    case "message.created":
      return { ...insert(timeline, event.message), seq };
    case "message.updated":
      return { ...timeline, messages: change(timeline, event.message.id, () => event.message), seq };
    case "message.deleted":
      return { ...withoutMessage(timeline, event.message_id), seq };
    case "boost.created":
      return { ...withBoost(timeline, event.message_id, event.boost), seq };
    case "boost.deleted":
      return { ...withoutBoost(timeline, event.message_id, event.boost_id), seq };
    default:
      return { ...timeline, seq };
  }
}

/**
 * Puts a message where it belongs. One that lies outside the stretch is left
 * out: showing it would hide that others between are not loaded.
 */
export function insert(timeline: Timeline, message: Message): Timeline {
  const others = timeline.messages.filter((m) => m.id !== message.id);
  const at = others.findLastIndex((m) => inOrder(m, message) < 0) + 1;
  const known = others.length < timeline.messages.length;
  if (!known && at === others.length && timeline.hasAfter) return timeline;
  if (!known && at === 0 && timeline.hasBefore) return timeline;
  return { ...timeline, messages: others.toSpliced(at, 0, message) };
}

/** Messages are ordered by time, then id. Times have a fixed width, so they compare as text. */
function inOrder(a: Message, b: Message): number {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? -1 : 1;
  return a.id - b.id;
}

function change(timeline: Timeline, id: number, edit: (message: Message) => Message): readonly Message[] {
  return timeline.messages.map((message) => (message.id === id ? edit(message) : message));
}

export function withoutMessage(timeline: Timeline, id: number): Timeline {
  return { ...timeline, messages: timeline.messages.filter((message) => message.id !== id) };
}

export function withBoost(timeline: Timeline, messageID: number, boost: Boost): Timeline {
  const messages = change(timeline, messageID, (message) => {
    const others = message.boosts.filter((b) => b.id !== boost.id);
    return { ...message, boosts: [...others, boost].sort((a, b) => a.id - b.id) };
  });
  return { ...timeline, messages };
}

export function withoutBoost(timeline: Timeline, messageID: number, boostID: number): Timeline {
  const messages = change(timeline, messageID, (message) => ({
    ...message,
    boosts: message.boosts.filter((boost) => boost.id !== boostID),
  }));
  return { ...timeline, messages };
}
