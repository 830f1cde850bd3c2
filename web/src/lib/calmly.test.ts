import { expect, it } from "vitest";
import { calmly } from "./calmly";

it("asks less and less often while nothing changes, and soon again when something has", () => {
  const wait = calmly();
  const [before, after] = [{}, {}];
  const ask = (data: unknown, dataUpdateCount: number, errorUpdateCount = 0) =>
    wait({ state: { data, dataUpdateCount, errorUpdateCount } });
  expect(ask(undefined, 0)).toBe(2_000);
  expect([1, 2, 3, 3, 4, 5, 6].map((count) => ask(before, count))).toEqual([
    2_000, 4_000, 8_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  expect(ask(after, 7)).toBe(2_000);
  expect(ask(after, 7, 2)).toBe(8_000);
});
