import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** What each line of the list must do: pressed in a room with messages by Ada and by me, the text focused and empty. */
const proofs: Record<string, (room: RoomScreen, page: Page) => Promise<void>> = {
  "Jump to a room or person": async (_room, page) => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Jump to" })).toBeVisible();
    await page.keyboard.press("Escape");
  },
  Search: async (_room, page) => {
    await page.keyboard.press("Control+Shift+F");
    await expect(page.getByRole("combobox", { name: "Search messages" })).toBeFocused();
    await page.goBack();
    await page.getByRole("region", { name: /^Messages in / }).focus();
    await page.keyboard.press("/");
    await expect(page.getByRole("combobox", { name: "Search messages" })).toBeFocused();
    await page.goBack();
  },
  "Room above": (_room, page) => goes(page, "Alt+ArrowUp", /\/rooms\/3$/),
  "Room below": (_room, page) => goes(page, "Alt+ArrowDown", /\/rooms\/2$/),
  "Unread room above": (_room, page) => goes(page, "Alt+Shift+ArrowUp", /\/rooms\/3$/),
  "Unread room below": (_room, page) => goes(page, "Alt+Shift+ArrowDown", /\/rooms\/3$/),
  "Mark all rooms as read": async (_room, page) => {
    await page.keyboard.press("Shift+Escape");
    await expect(page.getByText("All read", { exact: true })).toBeVisible();
  },
  "Close what is open, else mark the room as read": async (room, page) => {
    await page.getByRole("button", { name: "Pinned messages" }).click();
    await expect(page.getByRole("heading", { name: "Pinned messages" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("complementary")).toBeHidden();
    await room.choose("the last by Ada", "Mark as unread");
    const entry = page.getByRole("link", { name: /^All Talk/ });
    await expect(entry).toHaveAccessibleName(/unread/);
    await page.keyboard.press("Escape");
    await expect(entry).toHaveAccessibleName("All Talk");
  },
  "This list": async (room, page) => {
    for (const [place, key] of [
      [room.editor, "Control+/"],
      [room.timeline, "?"],
    ] as const) {
      await place.focus();
      await page.keyboard.press(key);
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(place).toBeFocused();
    }
  },
  Send: async (room, page) => {
    await page.keyboard.type("sent with a key");
    await page.keyboard.press("Enter");
    await expect(room.message("sent with a key")).toBeVisible();
  },
  "Send, also with the toolbar open": async (room, page) => {
    await page.getByRole("button", { name: "Formatting" }).click();
    await page.keyboard.type("sent all the same");
    await page.keyboard.press("Control+Enter");
    await expect(room.message("sent all the same")).toBeVisible();
    await page.getByRole("button", { name: "Formatting" }).click();
  },
  "New line": async (room, page) => {
    await page.keyboard.type("one");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await expect(room.editor).toHaveText(/one\s*two/);
    await room.editor.clear();
  },
  "Name somebody, choose an emoji or a sound": async (room, page) => {
    for (const begun of ["@Ad", ":fi", "/play b"]) {
      await page.keyboard.type(begun);
      await expect(page.getByRole("option").first()).toBeVisible();
      await page.keyboard.press("Escape");
      await room.editor.clear();
    }
  },
  "Edit your last message, while nothing is written": async (_room, page) => {
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("textbox", { name: "Edit message" })).toBeFocused();
    await page.keyboard.press("Escape");
  },
  Bold: (room, page) => formats(room, page, "Control+b", "strong"),
  Italic: (room, page) => formats(room, page, "Control+i", "em"),
  "Link what is selected": async (room, page) => {
    await page.keyboard.type("there");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+k");
    await expect(page.locator("input:focus")).toBeVisible();
    await page.keyboard.press("Escape");
    await room.editor.clear();
  },
  "From the text to the messages": (room, page) => toMessages(room, page),
  "Message above or below": async (room, page) => {
    await toMessages(room, page);
    await page.keyboard.press("ArrowUp");
    await expect(room.messages.nth(-2).locator(".message-bar-menu")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(room.messages.last().locator(".message-bar-menu")).toBeFocused();
  },
  "First or last message that is loaded": async (room, page) => {
    await toMessages(room, page);
    await page.keyboard.press("Home");
    await expect(room.messages.first().locator(".message-bar-menu")).toBeFocused();
    await page.keyboard.press("End");
    await expect(room.messages.last().locator(".message-bar-menu")).toBeFocused();
  },
  "What can be done with the message": async (room, page) => {
    await toMessages(room, page);
    await page.keyboard.press("ArrowLeft");
    await expect(room.messages.last().getByRole("button", { name: "Reply" })).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(room.messages.last().locator(".message-bar-menu")).toBeFocused();
  },
  "All that can be done: save, pin, edit and more": async (room, page) => {
    await toMessages(room, page);
    await page.keyboard.press("Enter");
    const menu = page.getByRole("menu");
    await expect(menu).toBeVisible();
    const save = menu.getByRole("menuitem", { name: "Save for later" });
    for (let n = 0; n < 20 && !(await focused(save)); n++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Saved for later.")).toBeVisible();
    await expect(room.messages.last().locator(".message-bar-menu")).toBeFocused();
  },
  "Go from one to the next": async (_room, page) => {
    await page.goto("/inbox?box=saved");
    const rows = page.locator(".hit");
    await expect(rows.first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(rows.first()).toBeFocused();
  },
  "Back to where one was": async (_room, page) => {
    await page.goto("/inbox?box=saved");
    await expect(page.locator(".hit").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("navigation", { name: "Inbox" }).locator("[aria-current]")).toBeFocused();
  },
  "Open it in its place": async (_room, page) => {
    await page.goto("/inbox?box=saved");
    await expect(page.locator(".hit").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.locator(".message-targeted")).toBeInViewport();
  },
};

test("every shortcut in the list does what it says, and every one is shown", async ({ ada, bob, visit }) => {
  test.slow(); // Some thirty things, one after the other.
  await ada.makeRoom("Books");
  const design = await ada.makeRoom("Design");
  await ada.say("by Ada");
  await bob.say("by Bob");
  await bob.bookmark((await ada.say("the last by Ada")).id);
  const page = await visit(bob);
  const room = await RoomScreen.open(page);
  await page.getByRole("button", { name: "Bob, your menu" }).click();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toBeVisible();
  const listed = await dialog.locator("dt").allInnerTexts();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect([...listed].sort()).toEqual(Object.keys(proofs).sort());

  for (const [name, prove] of Object.entries(proofs)) {
    await test.step(name, async () => {
      await ada.say("unread", design.id);
      await page.goto("/rooms/1");
      await expect(page.getByRole("link", { name: /^Design/ })).toHaveAccessibleName(/unread/);
      await expect(room.message("the last by Ada")).toBeVisible();
      await expect(page.locator("trix-editor")).toBeFocused();
      await prove(room, page);
    });
  }
});

async function goes(page: Page, key: string, to: RegExp): Promise<void> {
  await page.keyboard.press(key);
  await expect(page).toHaveURL(to);
}

async function formats(room: RoomScreen, page: Page, key: string, element: string): Promise<void> {
  await page.keyboard.press(key);
  await page.keyboard.type("so");
  await expect(room.editor.locator(element)).toHaveText("so");
  await room.editor.clear();
}

async function toMessages(room: RoomScreen, page: Page): Promise<void> {
  const last = room.messages.last().locator(".message-bar-menu");
  await page.keyboard.press("Shift+Tab");
  await expect(last).toBeFocused();
}

async function focused(element: ReturnType<Page["getByRole"]>): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}
