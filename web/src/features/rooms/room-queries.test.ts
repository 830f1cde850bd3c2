import { expect, it } from "vitest";
import { ada, bob, room } from "@/testing/fixtures";
import { applyRoomEvent } from "./room-queries";

const base = { seq: 1, room_id: 1 };

it("renames a room", () => {
  const event = { ...base, type: "room.updated", room: { name: "Design", type: "closed" } } as const;
  expect(applyRoomEvent(room(1), event)).toMatchObject({ name: "Design", type: "closed" });
});

it("adds a member once, by name, and takes them off", () => {
  const before = room(1, { members: [bob] });
  const joined = { ...base, type: "member.joined", user: ada } as const;
  const after = applyRoomEvent(applyRoomEvent(before, joined), joined);
  expect(after.members).toEqual([ada, bob]);
  const left = { ...base, type: "member.left", user: ada } as const;
  expect(applyRoomEvent(after, left).members).toEqual([bob]);
});
