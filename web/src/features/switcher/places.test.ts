import { expect, it } from "vitest";
import { ada, bob, room, timeOf } from "@/testing/fixtures";
import { placesOf, rankRooms } from "./places";

const rooms = [
  room(1, { name: "All Talk" }),
  room(2, { name: "Design", updated_at: timeOf(5) }),
  room(3, { name: "Web Design", updated_at: timeOf(9) }),
  room(4, { name: "Redesign" }),
];
const ids = (list: { id: number }[]) => list.map(({ id }) => id);

it("offers the rooms that were open last, but not the one that is", () => {
  expect(ids(rankRooms({ rooms, recent: [1, 4], current: 1 }, ""))).toEqual([4, 3, 2]);
});

it("puts the best match first, and among equals what was open last", () => {
  expect(ids(rankRooms({ rooms, recent: [3, 4], current: 2 }, "desi"))).toEqual([2, 3, 4]);
  expect(ids(rankRooms({ rooms, recent: [3, 4], current: 2 }, "sign"))).toEqual([3, 4, 2]);
});

it("names people with whom there is no room yet", () => {
  const direct = room(7, { type: "direct", name: bob.name, members: [ada, bob] });
  expect(placesOf([direct], [ada, bob], ada.id, [direct]).map(({ key }) => key)).toEqual([
    "room-7",
    "person-1",
  ]);
  expect(placesOf([], [ada, bob], ada.id, [])).toHaveLength(2);
});
