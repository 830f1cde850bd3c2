import { bench, describe } from "vitest";
import { bob } from "@/testing/fixtures";
import { namedPeople, rankPeople } from "./people";

const firstNames = [
  "Ada",
  "Alan",
  "Grace",
  "Élodie",
  "Jean-Luc",
  "Вера",
  "李小龙",
  "אדה",
  "Ann-Sophie",
  "Bo",
];
const crowd = Array.from({ length: 2_000 }, (_, i) => ({
  ...bob,
  id: i + 1,
  name: `${firstNames[i % firstNames.length]} ${String.fromCharCode(65 + (i % 26))}son${i}`,
}));
const people = namedPeople(crowd);
const spoken = new Map(crowd.slice(0, 300).map(({ id }) => [id, 3_000 - id]));

/** Of the 50 ms from the key to the list. Run with: npx vitest bench people */
describe("two thousand people", () => {
  for (const query of ["", "a", "ad", "js", "elodie b", "zzz"]) {
    bench(`ranked for ${JSON.stringify(query)}`, () => void rankPeople(people, query, spoken, 8));
  }
  bench("made comparable, once for a room", () => void namedPeople(crowd));
});
