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

test("everything to be touched is large enough for a finger", async ({ ada, bob, visit }) => {
  await bob.sayAll(Array.from({ length: 45 }, (_, n) => `number ${n}`));
  const page = await visit(ada, phone);
  const room = await RoomScreen.open(page);
  await page.route("**/api/rooms/1/messages", (route) => route.fulfill({ status: 422, json: {} }));
  await room.editor.tap();
  await page.keyboard.type("refused");
  await page.getByRole("button", { name: "Send message" }).tap();
  await expect(room.message("refused").getByRole("button")).toHaveCount(3);
  expect(await tooSmall(page)).toEqual([]);
  await room.timeline.evaluate((box) => box.scrollTo(0, 0));
  await expect(page.getByRole("button", { name: /Jump to latest/ })).toBeVisible();
  expect(await tooSmall(page)).toEqual([]);

  await page.getByRole("button", { name: /^People/ }).tap();
  await expect(page.getByRole("complementary", { name: "People" })).toBeVisible();
  expect(await tooSmall(page)).toEqual([]);
  await page.getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Rooms and people" }).tap();
  for (const name of ["Invite people", "Ada, your menu"]) {
    await page.getByRole("button", { name }).tap();
    await expect(page.locator("[popover]:popover-open")).toBeVisible();
    expect(await tooSmall(page)).toEqual([]);
    await page.keyboard.press("Escape");
  }
  for (const address of ["/nowhere", "/rooms/999", "/rooms/1/@99999"]) {
    await page.goto(address);
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
    expect(await tooSmall(page)).toEqual([]);
  }
  await ada.signOut();
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await tooSmall(page)).toEqual([]);
});

/** What can be touched and measures less than 44 pixels; links within a line of text are as high as it is. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const touchable = [...document.querySelectorAll("button, input, textarea, a, summary, [role=button]")];
    const small = touchable.filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const inText = element.matches("p a, .message-author, .message-time");
      const shown = element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
      return (
        shown && !inText && !element.closest("[inert], .visually-hidden") && Math.min(width, height) < 44
      );
    });
    return small.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return `${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 100)}`;
    });
  });
}

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
