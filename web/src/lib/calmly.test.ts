import { expect, it } from "vitest";
import { calmly } from "./calmly";

it("asks less and less often while nothing changes, and soon again when something has or was done", () => {
  const wait = calmly();
  const [before, after] = [{}, {}];
  const ask = (data: unknown, dataUpdateCount: number, errorUpdateCount = 0, isInvalidated = false) =>
    wait({ state: { data, dataUpdateCount, errorUpdateCount, isInvalidated } });
  expect(ask(undefined, 0)).toBe(1_000);
  expect([1, 2, 3, 3, 4, 5, 6, 7].map((count) => ask(before, count))).toEqual([
    1_000, 2_000, 4_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  expect(ask(after, 8)).toBe(1_000);
  expect(ask(after, 8, 2)).toBe(4_000);
  expect(ask(after, 8, 2, true)).toBe(1_000);
  expect(ask(after, 9, 2)).toBe(2_000);
});
