import { expect, it } from "vitest";
import { addressOf } from "./address";

it.each([
  ["https://example.com/a", "https://example.com/a"],
  ["example.com", "https://example.com"],
  ["localhost:3000/rooms", "https://localhost:3000/rooms"],
  [" mailto:ada@example.com ", "mailto:ada@example.com"],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["two words", undefined],
  ["", undefined],
])("%s", (typed, address) => {
  expect(addressOf(typed)).toBe(address);
});
