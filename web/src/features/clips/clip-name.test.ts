import { expect, it } from "vitest";
import { clipNameOf } from "./clip-name";

it.each([
  ["bell.mp3", "bell"],
  ["Sad Trombone (2).MP3", "sadtrombone2"],
  ["Élodie.final.mp3", "elodiefinal"],
  [`${"a".repeat(60)}.mp3`, "a".repeat(40)],
  ["сирена.mp3", ""],
])("%s is played as %j", (file, name) => {
  expect(clipNameOf(file)).toBe(name);
});
