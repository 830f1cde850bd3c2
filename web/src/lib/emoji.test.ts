import { expect, it } from "vitest";
import { isEmojiOnly } from "./emoji";

it.each(["😄🤘", "👍🏽", "❤️", "❤", "🇺🇸", "™", "👨‍👩‍👧", "1️⃣", "🎉 🎉", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])("%s is large", (text) => {
  expect(isEmojiOnly(text)).toBe(true);
});

it.each(["", " ", "1", "42", "#", "ok 👍", "👍!", "a"])("%j is text", (text) => {
  expect(isEmojiOnly(text)).toBe(false);
});
