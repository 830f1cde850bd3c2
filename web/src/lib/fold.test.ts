import { expect, it } from "vitest";
import { fold, matchName } from "./fold";

it("compares names whatever their case, accents and spaces", () => {
  expect(fold("  Émile   ZOLA ")).toBe("emile zola");
  expect(fold("אדה לאבלייס")).toBe("אדה לאבלייס");
});

it.each([
  ["design", "", 0],
  ["design", "des", 0],
  ["web design", "des", 1],
  ["redesign", "des", 2],
  ["design", "x", -1],
])("matches %j with %j", (name, query, want) => {
  expect(matchName(name, query)).toBe(want);
});
