import { expect, it } from "vitest";
import { room } from "@/testing/fixtures";
import { filterRooms } from "./filter";

const rooms = [room(1, { name: "Web Design" }), room(2, { name: "Déjà vu" }), room(3, { name: "Design" })];

it.each([
  ["", [1, 2, 3]],
  ["deja", [2]],
  ["design", [1, 3]],
  ["sign WEB", [1]],
  ["nothing", []],
])("finds %j", (query, ids) => {
  expect(filterRooms(rooms, query).map(({ id }) => id)).toEqual(ids);
});
