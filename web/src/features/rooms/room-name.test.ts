import { expect, it } from "vitest";
import { ada, bob, room } from "@/testing/fixtures";
import { namesOf } from "./room-name";

it("calls a direct room by the others in it", () => {
  expect(namesOf(room(1, { type: "direct", members: [ada, bob] }), ada.id)).toEqual([bob.name]);
});

it("calls a direct room with nobody else as the server does", () => {
  expect(namesOf(room(1, { type: "direct", name: "Ada Lovelace", members: [ada] }), ada.id)).toEqual([
    "Ada Lovelace",
  ]);
});

it("calls other rooms by their name, whoever is in them", () => {
  expect(namesOf(room(1, { name: "Design", members: [ada, bob] }), ada.id)).toEqual(["Design"]);
});
