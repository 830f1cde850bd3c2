import type { Locator, Page } from "@playwright/test";
import { password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("one signs in, writes and sends without a mouse", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto("/");
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type(ada.emailAddress);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");

  const room = new RoomScreen(page);
  await expect(room.editor).toBeFocused();
  await page.keyboard.type("no mouse");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("needed");
  await page.keyboard.press("Enter");
  await expect.poll(() => room.texts()).toEqual(["no mouse\nneeded"]);
  await expect(room.editor).toBeFocused();
  await expect(room.editor).toHaveText("");
});

test("Escape closes what was opened and gives the focus back", async ({ ada, visit }) => {
  const page = await visit(ada);
  await RoomScreen.open(page);
  const people = page.getByRole("button", { name: /^People/ });
  await tabTo(page, people);
  await page.keyboard.press("Enter");
  const pane = page.getByRole("complementary", { name: "People" });
  await expect(pane.getByRole("heading", { name: "People" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(pane).toBeHidden();
  await expect(people).toBeFocused();

  for (const name of ["Invite people", "Ada, your menu"]) {
    const button = page.getByRole("button", { name });
    await tabTo(page, button);
    await page.keyboard.press("Enter");
    const popover = page.locator("[popover]:popover-open");
    await expect(popover).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(popover).toBeHidden();
    await expect(button).toBeFocused();
  }
});

test("the composer shows its focus by its edge, without the ember's colour", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  const edge = () =>
    page.locator(".composer").evaluate((box) => {
      const { borderTopColor, boxShadow } = getComputedStyle(box);
      return { borderTopColor, boxShadow };
    });
  await expect(room.editor).toBeFocused();
  const focused = await edge();
  await room.timeline.focus();
  await expect.poll(edge).not.toEqual(focused);
  const ember = await page.evaluate(() => {
    const probe = document.createElement("i");
    probe.style.color = "var(--color-focus)";
    document.body.append(probe);
    return getComputedStyle(probe).color;
  });
  expect(focused.borderTopColor).not.toBe(ember);
  expect(focused.boxShadow).toBe("none");
});

test("one can skip the list of rooms", async ({ ada, visit }) => {
  const page = await visit(ada);
  await RoomScreen.open(page);
  const skip = page.getByRole("link", { name: "Skip to the conversation" });
  await tabTo(page, skip);
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
});

test("the timeline scrolls by keyboard", async ({ ada, visit }) => {
  await ada.sayAll(Array.from({ length: 40 }, (_, n) => `number ${n}`));
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(room.message("number 39")).toBeInViewport();
  await tabTo(page, room.timeline);
  await page.keyboard.press("Home");
  await expect(room.message("number 0")).toBeInViewport();
  await page.keyboard.press("End");
  await expect(room.message("number 39")).toBeInViewport();
});

test("from the messages it is two steps to the composer, and their times still lead to them", async ({
  ada,
  visit,
}) => {
  const messages = await ada.sayAll(Array.from({ length: 60 }, (_, n) => `number ${n}`));
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(room.message("number 59")).toBeInViewport();
  await tabTo(page, room.timeline);
  await page.keyboard.press("Tab");
  await expect(room.messages.last().locator(".message-bar-menu")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(room.editor).toBeFocused();

  await room.message("number 58").hover();
  await room.message("number 58").locator(".message-time").click();
  await expect(page).toHaveURL(new RegExp(`/rooms/1/@${messages[58]?.id}$`));
});

/** Presses Tab until target has the focus; a page has far fewer stops than the limit. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < 100; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}
