import type { Page } from "@playwright/test";
import { phone } from "./devices";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("the list of rooms opens by its button and closes beside it", async ({ ada, visit }) => {
  const page = await visit(ada, phone);
  await RoomScreen.open(page);
  const rooms = page.getByRole("navigation", { name: "Rooms and people" });
  await expect(rooms).not.toBeInViewport();
  await page.getByRole("button", { name: "Rooms and people" }).tap();
  await expect(rooms).toBeInViewport({ ratio: 1 });
  await expect(rooms.getByRole("link", { name: "All Talk" })).toBeFocused();

  await page.getByRole("button", { name: "Close the list of rooms" }).tap({ position: { x: 370, y: 400 } });
  await expect(rooms).not.toBeInViewport();
  await expect(page.getByRole("button", { name: "Rooms and people" })).toBeFocused();
});

test("a swipe from the edge pulls the list of rooms out, another pushes it back", async ({ ada, visit }) => {
  const page = await visit(ada, phone);
  await RoomScreen.open(page);
  const rooms = page.getByRole("navigation", { name: "Rooms and people" });
  await swipe(page, 5, 260);
  await expect(rooms).toBeInViewport({ ratio: 1 });
  await swipe(page, 260, 5);
  await expect(rooms).not.toBeInViewport();
  await swipe(page, 150, 380);
  await expect(rooms).not.toBeInViewport();
});

test("Enter makes a new line, and the button sends", async ({ ada, visit }) => {
  const page = await visit(ada, phone);
  const room = await RoomScreen.open(page);
  await expect(room.editor).not.toBeFocused();
  await room.editor.tap();
  await page.keyboard.type("first line");
  await page.keyboard.press("Enter");
  await page.keyboard.type("second line");
  await page.getByRole("button", { name: "Send message" }).tap();
  await expect.poll(() => room.texts()).toEqual(["first line\nsecond line"]);
});

test("nothing is wider than the screen", async ({ ada, visit }) => {
  await ada.sayAll([
    "w".repeat(300),
    "https://example.com/".padEnd(300, "x"),
    `<pre>${"code ".repeat(60)}</pre>`,
  ]);
  const page = await visit(ada, phone);
  const room = await RoomScreen.open(page);
  await expect(room.messages).toHaveCount(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await room.timeline.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

/** Draws a finger from one place to another, at half the height of the screen. */
async function swipe(page: Page, from: number, to: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: 400 }] });
  await touch("touchStart", from);
  for (let step = 1; step <= 8; step++) await touch("touchMove", from + ((to - from) * step) / 8);
  await touch("touchEnd");
  await devtools.detach();
}
