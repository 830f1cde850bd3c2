import { expect, it } from "vitest";
import { sharedText } from "./shared-text";

it.each([
  ["?text=Look", "Look"],
  ["?title=A%20page&url=https%3A%2F%2Fexample.com", "A page\nhttps://example.com"],
  ["?title=A%20page&text=Look&url=https%3A%2F%2Fexample.com", "A page\nLook\nhttps://example.com"],
  ["?text=Look%20https%3A%2F%2Fexample.com&url=https%3A%2F%2Fexample.com", "Look https://example.com"],
  ["?title=Look&text=Look%20here", "Look here"],
  ["?title=%20&text=", ""],
  ["", ""],
])("%s is %j", (search, text) => {
  expect(sharedText(search)).toBe(text);
});
