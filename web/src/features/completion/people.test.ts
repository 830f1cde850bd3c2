import { expect, it } from "vitest";
import { bob, message } from "@/testing/fixtures";
import { namedPeople, rankPeople, spokenBy } from "./people";

const user = (id: number, name = "") => ({ ...bob, id, name });
const names = [
  "Ada Lovelace",
  "Alan Turing",
  "Grace Hopper",
  "Élodie Laurent",
  "Jean-Luc Adam",
  "李小龙",
  "אדה לב",
];
const people = namedPeople(names.map((name, i) => user(i + 1, name)));
const rank = (query: string, spoken = new Map<number, number>()) =>
  rankPeople(people, query, spoken, 10).map(({ name }) => name);

it.each([
  ["ada", ["Ada Lovelace", "Jean-Luc Adam"]],
  ["al", ["Alan Turing", "Ada Lovelace"]],
  ["adlo", ["Ada Lovelace"]],
  ["hop", ["Grace Hopper"]],
  ["gh", ["Grace Hopper"]],
  ["elodie", ["Élodie Laurent"]],
  ["ÉL", ["Élodie Laurent"]],
  ["jeanl", ["Jean-Luc Adam"]],
  ["jla", ["Jean-Luc Adam"]],
  ["lace", []],
  ["李", ["李小龙"]],
  ["אדה", ["אדה לב"]],
])("%s means %j", (query, found) => {
  expect(rank(query)).toEqual(found);
});

it("puts who spoke last first", () => {
  const spoken = spokenBy([
    message(5, { creator: user(3) }),
    message(6, { creator: user(2) }),
    message(7, { creator: user(3) }),
  ]);
  expect(rank("", spoken).slice(0, 3)).toEqual(["Grace Hopper", "Alan Turing", "Ada Lovelace"]);
  expect(rank("a", spoken).slice(0, 2)).toEqual(["Alan Turing", "Ada Lovelace"]);
});

it("finds one of two thousand, and no more rows than asked for", () => {
  const crowd = namedPeople(Array.from({ length: 2_000 }, (_, i) => user(i + 1, `Person Of${i}`)));
  expect(rankPeople(crowd, "", new Map([[1_999, 5]]), 8).map(({ id }) => id)[0]).toBe(1_999);
  expect(rankPeople(crowd, "p", new Map(), 8)).toHaveLength(8);
  expect(rankPeople(crowd, "pof1234", new Map(), 8).map(({ id }) => id)).toEqual([1_235]);
  const echo = namedPeople([user(1, "aaaa ".repeat(20))]);
  expect(rankPeople(echo, `${"a".repeat(39)}b`, new Map(), 8)).toEqual([]);
  expect(rankPeople(crowd, "p".repeat(40), new Map(), 8)).toEqual([]);
});
