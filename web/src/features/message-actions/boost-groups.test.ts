import { expect, it } from "vitest";
import type { Boost } from "@/api/types";
import { groupsOf } from "./boost-groups";

const people = ["", "Ada", "Bob", "Cleo"];
const boost = (id: number, content: string, by: number): Boost => ({
  id,
  content,
  booster: { id: by, name: people[by] ?? `Person ${by}` },
});

it("groups boosts in the order they were first given, and tells who gave them", () => {
  const given = [boost(1, "🔥", 2), boost(2, "well done", 1), boost(3, "🔥", 1), boost(4, "🔥", 3)];
  expect(groupsOf(given, 1)).toEqual([
    { content: "🔥", count: 3, mine: [3], names: "Bob, Cleo, and you" },
    { content: "well done", count: 1, mine: [2], names: "you" },
  ]);
});

it("counts a person once who gave the same twice, and takes both back", () => {
  expect(groupsOf([boost(1, "🔥", 1), boost(2, "🔥", 1)], 1)).toEqual([
    { content: "🔥", count: 1, mine: [1, 2], names: "you" },
  ]);
});

it("tells ten names and counts the others", () => {
  const crowd = Array.from({ length: 40 }, (_, n) => boost(n + 1, "🔥", n + 1));
  const [group] = groupsOf(crowd, 1);
  expect(group?.count).toBe(40);
  expect(group?.names).toMatch(/^Bob, Cleo, Person 4, .*Person 10, you, and 30 others$/);
});
