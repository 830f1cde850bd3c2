import { describe, expect, it } from "vitest";
import type { RoomEvent } from "@/api/types";
import { bob, message, messages, page, timeOf } from "@/testing/fixtures";
import {
  append,
  applyEvent,
  fromPage,
  insert,
  kept,
  prepend,
  type Timeline,
  trim,
  trimPast,
  withAuthor,
} from "./timeline";

const timeline = (more: Partial<Timeline> = {}): Timeline => ({
  messages: messages(10, 12),
  hasBefore: false,
  hasAfter: false,
  seq: 5,
  ...more,
});
const ids = (t: Timeline) => t.messages.map((m) => m.id);
const boost = { id: 7, content: "🔥", booster: { id: 2, name: "Bob" } };

const events: Record<string, RoomEvent> = {
  created: { type: "message.created", seq: 6, room_id: 1, message: message(13) },
  updated: { type: "message.updated", seq: 6, room_id: 1, message: message(11, { body_text: "changed" }) },
  deleted: { type: "message.deleted", seq: 6, room_id: 1, message_id: 11 },
  boosted: { type: "boost.created", seq: 6, room_id: 1, message_id: 11, boost },
  unboosted: { type: "boost.deleted", seq: 6, room_id: 1, message_id: 11, boost_id: 7 },
  renamed: { type: "room.updated", seq: 6, room_id: 1, room: { name: "New", type: "open" } },
  joined: { type: "member.joined", seq: 6, room_id: 1, user: bob },
  left: { type: "member.left", seq: 6, room_id: 1, user: bob },
  unknown: { type: "unknown", seq: 6, room_id: 1 },
};

describe("applyEvent", () => {
  it.each(Object.entries(events))("applying %s twice is the same as once", (_, event) => {
    const once = applyEvent(timeline(), event);
    expect(applyEvent(once, event)).toEqual(once);
    expect(once.seq).toBe(6);
  });

  it("leaves what it was given as it was", () => {
    const before = timeline();
    const copy = structuredClone(before);
    for (const event of Object.values(events)) applyEvent(before, event);
    expect(before).toEqual(copy);
  });

  it("puts a new message last", () => {
    expect(ids(applyEvent(timeline(), events.created as RoomEvent))).toEqual([10, 11, 12, 13]);
  });

  it("replaces an edited message and keeps the others the same objects", () => {
    const before = timeline();
    const after = applyEvent(before, events.updated as RoomEvent);
    expect(after.messages[1]?.body_text).toBe("changed");
    expect(after.messages[0]).toBe(before.messages[0]);
  });

  it("removes a deleted message", () => {
    expect(ids(applyEvent(timeline(), events.deleted as RoomEvent))).toEqual([10, 12]);
  });

  it("adds and removes a boost", () => {
    const boosted = applyEvent(timeline(), events.boosted as RoomEvent);
    expect(boosted.messages[1]?.boosts).toEqual([boost]);
    expect(applyEvent(boosted, events.unboosted as RoomEvent).messages[1]?.boosts).toEqual([]);
  });

  it("moves the position for an event it does not know", () => {
    const before = timeline();
    const after = applyEvent(before, events.unknown as RoomEvent);
    expect(after).toEqual({ ...before, seq: 6 });
  });

  it("never moves the position back", () => {
    expect(applyEvent(timeline({ seq: 9 }), events.created as RoomEvent).seq).toBe(9);
  });
});

describe("insert", () => {
  it("does not put a live message behind a gap", () => {
    expect(ids(insert(timeline({ hasAfter: true }), message(99)))).toEqual([10, 11, 12]);
  });

  it("does not put a message before what is loaded while older ones are missing", () => {
    expect(ids(insert(timeline({ hasBefore: true }), message(2)))).toEqual([10, 11, 12]);
  });

  it("orders by time, then id", () => {
    const late = message(5, { created_at: timeOf(11) });
    expect(ids(insert(timeline({ hasBefore: true, hasAfter: true }), late))).toEqual([10, 5, 11, 12]);
  });

  it("replaces a message that is there already, also at the edge of a gap", () => {
    const known = message(12, { body_text: "again" });
    const after = insert(timeline({ hasAfter: true }), known);
    expect(ids(after)).toEqual([10, 11, 12]);
    expect(after.messages[2]?.body_text).toBe("again");
  });
});

describe("paging", () => {
  it("puts an older page in front", () => {
    const after = prepend(timeline({ hasBefore: true }), page(messages(7, 9), { seq: 5, has_before: true }));
    expect(ids(after)).toEqual([7, 8, 9, 10, 11, 12]);
    expect(after).toMatchObject({ hasBefore: true, hasAfter: false, seq: 5 });
  });

  it("puts a newer page behind", () => {
    const after = append(timeline({ hasAfter: true }), page(messages(13, 14), { seq: 5 }));
    expect(ids(after)).toEqual([10, 11, 12, 13, 14]);
    expect(after.hasAfter).toBe(false);
  });

  it("goes on from the earlier position when the page was read at another", () => {
    expect(prepend(timeline({ seq: 5 }), page([message(9)], { seq: 8 })).seq).toBe(5);
    expect(prepend(timeline({ seq: 5 }), page([message(9)], { seq: 3 })).seq).toBe(3);
  });

  it("keeps what was read later when a page overlaps", () => {
    const older = page([message(10, { body_text: "old" })], { seq: 3 });
    const newer = page([message(10, { body_text: "new" })], { seq: 8 });
    expect(prepend(timeline(), older).messages[0]?.body_text).toBe("Message 10");
    expect(prepend(timeline(), newer).messages[0]?.body_text).toBe("new");
  });

  it("keeps 300 once there are more than 320, letting go of the far end", () => {
    const full = fromPage(page(messages(100, 419), { has_before: true }));
    expect(full.messages).toHaveLength(trimPast);
    const back = prepend(full, page(messages(99, 99)));
    expect(back.messages).toHaveLength(kept);
    expect([back.messages[0]?.id, back.messages.at(-1)?.id, back.hasAfter]).toEqual([99, 398, true]);
    const on = append({ ...full, hasAfter: true }, page(messages(420, 459)));
    expect(on.messages).toHaveLength(kept);
    expect([on.messages[0]?.id, on.messages.at(-1)?.id, on.hasBefore]).toEqual([160, 459, true]);
  });

  it("does not trim at exactly 320", () => {
    const after = append(fromPage(page(messages(1, 300), { has_after: true })), page(messages(301, 320)));
    expect(after.messages).toHaveLength(320);
  });
});

describe("trim", () => {
  const long = fromPage(page(messages(1, 321)));

  it("lets go of the oldest for a reader at the bottom", () => {
    const after = trim(long, true);
    expect([after.messages[0]?.id, after.messages.length, after.hasBefore, after.hasAfter]).toEqual([
      22,
      300,
      true,
      false,
    ]);
  });

  it("lets go of the newest for a reader of history", () => {
    const after = trim(long, false);
    expect([after.messages[0]?.id, after.messages.length, after.hasBefore, after.hasAfter]).toEqual([
      1,
      300,
      false,
      true,
    ]);
  });
});

describe("withAuthor", () => {
  const mention = (id: number, name: string) => `<span class="mention" data-user-id="${id}">@${name}</span>`;
  const renamed = { ...bob, name: "Bob & <Co> $1" };

  it("shows a person as they are now on what they said", () => {
    const said = timeline({ messages: [message(10, { creator: bob })] });
    expect(withAuthor(said, renamed).messages[0]?.creator.name).toBe(renamed.name);
  });

  it("shows them so where they are mentioned, and nobody else", () => {
    const html = `<div>${mention(bob.id, "Bob")}, ${mention(bob.id + 1, "Eve")}, ${mention(bob.id, "Bob")}</div>`;
    const said = timeline({ messages: [message(10, { body_html: html, mentioned_user_ids: [bob.id] })] });
    const now = mention(bob.id, "Bob &amp; &lt;Co> $1");
    expect(withAuthor(said, renamed).messages[0]?.body_html).toBe(
      `<div>${now}, ${mention(bob.id + 1, "Eve")}, ${now}</div>`,
    );
  });
});
