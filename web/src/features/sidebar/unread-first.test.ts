import { expect, it } from "vitest";
import { room } from "@/testing/fixtures";
import { storedUnreadFirst, storeUnreadFirst, unreadFirst } from "./unread-first";

it("puts rooms that mention me first, then those with something unread, and keeps the order within", () => {
  const rooms = [
    room(1),
    room(2, { unread_count: 4 }),
    room(3),
    room(4, { unread_count: 1, mention_count: 1 }),
    room(5, { unread_count: 9 }),
  ];
  expect(unreadFirst(rooms).map(({ id }) => id)).toEqual([4, 2, 5, 1, 3]);
});

it("is off until it is asked for, and remembered", () => {
  expect(storedUnreadFirst()).toBe(false);
  storeUnreadFirst(true);
  expect(storedUnreadFirst()).toBe(true);
});
