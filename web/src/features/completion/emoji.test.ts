import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { emojiNamed, rankEmoji, readEmoji, recentEmoji, rememberEmoji } from "./emoji";

const all = readEmoji(readFileSync("src/features/completion/emoji.txt", "utf8"));
const rank = (query: string, recent: string[] = []) =>
  rankEmoji(all, query, recent, 8).map(({ emoji }) => emoji);

it("knows every emoji by a name that can be typed", () => {
  expect(all.length).toBeGreaterThan(1_800);
  for (const { emoji, names } of all) {
    expect(emoji).toMatch(/\p{Emoji}/u);
    for (const name of names) expect(name).toMatch(/^[a-z0-9_+-]+$/);
  }
});

it("finds emoji by name, by a word of it and by what they are about", () => {
  expect(rank("tada")[0]).toBe("🎉");
  expect(rank("+1")[0]).toBe("👍");
  expect(rank("heart")[0]).toBe("❤️");
  expect(rank("party")).toContain("🎉");
  expect(rank("zzzz")).toEqual([]);
  expect(emojiNamed(all, "Tada")?.emoji).toBe("🎉");
  expect(emojiNamed(all, "tad")).toBeUndefined();
});

it("puts what was used lately first", () => {
  for (const emoji of ["🎉", "🔥", "🎉", "🥳"]) rememberEmoji(emoji);
  expect(recentEmoji()).toEqual(["🥳", "🎉", "🔥"]);
  expect(rank("party", recentEmoji()).slice(0, 2)).toEqual(["🥳", "🎉"]);
});
