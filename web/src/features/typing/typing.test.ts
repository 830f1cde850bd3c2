import { expect, it } from "vitest";
import { started, stillTyping, stopped, type Typist } from "./typing";

const bob = { id: 2, name: "Bob" };
const eve = { id: 3, name: "Bob" }; // Two people may have one name.

it("lists each typist once, by id", () => {
  const typists = started(started(started([], bob, 0), eve, 0), bob, 1_000);
  expect(typists.map((typist) => typist.id)).toEqual([3, 2]);
});

it("takes off whoever stopped", () => {
  expect(stopped(started(started([], bob, 0), eve, 0), 2).map((typist) => typist.id)).toEqual([3]);
});

it("forgets a typist after five seconds without a word", () => {
  const typists: readonly Typist[] = started([], bob, 1_000);
  expect(stillTyping(typists, 5_999)).toBe(typists);
  expect(stillTyping(typists, 6_000)).toEqual([]);
});
