import { expect, it } from "vitest";
import { clampWidth, storedWidth, storeWidth, widthAfterKey } from "./sidebar-width";

it("stays between 200 and 400", () => {
  expect([clampWidth(10), clampWidth(300.4), clampWidth(999)]).toEqual([200, 300, 400]);
});

it("is remembered, and 264 at first", () => {
  expect(storedWidth()).toBe(264);
  storeWidth(320);
  expect(storedWidth()).toBe(320);
  localStorage.setItem("campfire:sidebar-width", '"wide"');
  expect(storedWidth()).toBe(264);
});

it("follows the keys of a window splitter", () => {
  expect(widthAfterKey("ArrowRight", 264)).toBe(280);
  expect(widthAfterKey("ArrowLeft", 205)).toBe(200);
  expect(widthAfterKey("Home", 264)).toBe(200);
  expect(widthAfterKey("End", 264)).toBe(400);
  expect(widthAfterKey("a", 264)).toBeUndefined();
});
