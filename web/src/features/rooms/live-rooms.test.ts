import { expect, it } from "vitest";
import { ada, bob, room } from "@/testing/fixtures";
import {
  applyUnread,
  countUnread,
  toNotice,
  toReadNews,
  toUnreadNews,
  withPerson,
  withRead,
} from "./live-rooms";

const news = (room_id: number, unread_count: number, mention_count = 0) => ({
  room_id,
  unread_count,
  mention_count,
  message_id: 9,
});
const ids = (rooms: { id: number }[]) => rooms.map(({ id }) => id);
const list = [room(1), room(2), room(3, { type: "direct" }), room(4, { type: "direct", unread_count: 2 })];

it("counts where something was said, and leaves the other rooms as they are", () => {
  const after = applyUnread(list, news(2, 3, 1));
  expect(after[1]).toMatchObject({ unread_count: 3, mention_count: 1 });
  expect([after[0], after[2], after[3]]).toEqual([list[0], list[2], list[3]]);
});

it("puts a direct room in which more was said before the others", () => {
  expect(ids(applyUnread(list, news(4, 3)))).toEqual([1, 2, 4, 3]);
  expect(ids(applyUnread(list, news(4, 0)))).toEqual([1, 2, 3, 4]);
  expect(ids(applyUnread(list, news(2, 7)))).toEqual([1, 2, 3, 4]);
});

it("moves the cursor to where it is on the other device, also back to nothing", () => {
  expect(withRead(room(1), { room_id: 1, read_message_id: 7 }).read_message_id).toBe(7);
  expect(withRead(room(1, { read_message_id: 7 }), { room_id: 1, read_message_id: 0 }).read_message_id).toBe(
    null,
  );
});

it("shows a member as they look now, and does not make others members", () => {
  const renamed = { ...bob, name: "Robert" };
  expect(withPerson(room(1, { members: [ada, bob] }), renamed).members).toEqual([ada, renamed]);
  expect(withPerson(room(1, { members: [ada] }), renamed).members).toEqual([ada]);
});

it("adds up what is unread, but for the room before my eyes", () => {
  const rooms = [room(1, { unread_count: 2 }), room(2, { unread_count: 5 })];
  expect(countUnread(rooms)).toBe(7);
  expect(countUnread(rooms, 2)).toBe(2);
  expect(countUnread(undefined)).toBe(0);
});

it("takes no message for what it is not", () => {
  for (const raw of [null, undefined, 1, "x", {}, { room_id: "1" }]) {
    expect([toUnreadNews(raw), toReadNews(raw), toNotice(raw)]).toEqual([undefined, undefined, undefined]);
  }
});
