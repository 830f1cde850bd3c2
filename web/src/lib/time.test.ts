import { describe, expect, it } from "vitest";
import { dayOf, daysAgo, longDay, shortTime, timeOfDay, untilMidnight } from "./time";

const now = new Date(2026, 4, 12, 15, 30);

describe("daysAgo", () => {
  it.each([
    ["earlier today", new Date(2026, 4, 12, 0, 0), 0],
    ["late yesterday", new Date(2026, 4, 11, 23, 59), 1],
    ["the day before", new Date(2026, 4, 10, 23, 59), 2],
    ["over the change to summer time", new Date(2026, 2, 12, 1, 0), 61],
    ["a clock that is ahead", new Date(2026, 4, 13, 0, 1), -1],
  ])("%s", (_, at, days) => {
    expect(daysAgo(at, now)).toBe(days);
  });
});

it("names the year only when it is another", () => {
  expect(longDay(new Date(2026, 0, 5), now)).toMatch(/Monday.*January.*5|Monday.*5.*January/);
  expect(longDay(new Date(2026, 0, 5), now)).not.toMatch(/2026/);
  expect(longDay(new Date(2025, 0, 5), now)).toMatch(/2025/);
});

it("writes the viewer's own day and time", () => {
  expect(dayOf(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  expect(timeOfDay(new Date(2026, 0, 5, 9, 12))).toMatch(/09:12/);
  expect(shortTime(new Date(2026, 0, 5, 9, 12))).toBe("09:12");
});

it("knows how long until midnight", () => {
  expect(untilMidnight(new Date(2026, 11, 31, 23, 59, 59))).toBe(1_000);
});
