import type { Locator, Page } from "@playwright/test";
import { password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("a day passes without a mouse, and somebody else sees all that was done", async ({
  ada,
  bob,
  visit,
}) => {
  test.slow(); // Everything there is to do with messages, one after the other.
  const { id: roomID } = await ada.makeRoom("Design");
  await bob.sayAll(["good morning", "the plan is ready"], roomID);
  const his = await RoomScreen.open(await visit(bob), `/rooms/${roomID}`);
  const page = await visit();
  const room = new RoomScreen(page);
  const day = new Day(page);
  const tools = (text: string) => room.message(text).locator(".message-bar-menu");

  await test.step("sign in", async () => {
    await page.goto("/");
    await expect(page.getByLabel("Email")).toBeFocused();
    await day.types(ada.emailAddress, "Tab");
    await day.types(password, "Enter");
    await expect(room.editor).toBeFocused();
  });

  await test.step("open a room", async () => {
    await day.presses("Control+k");
    await day.types("desi");
    await expect(page.getByRole("option", { selected: true })).toHaveText(/Design/);
    await day.presses("Enter");
    await expect(page).toHaveURL(`/rooms/${roomID}`);
    await expect(page.locator("trix-editor[aria-autocomplete=list]")).toBeFocused();
  });

  await test.step("write with the toolbar, mention somebody, send", async () => {
    await day.tabsTo(page.getByRole("button", { name: "Formatting" }), "Enter");
    await expect(room.editor).toBeFocused();
    await day.presses("Shift+Tab", "ArrowRight");
    await expect(page.getByRole("button", { name: "Italic" })).toBeFocused();
    await day.presses("ArrowLeft", "Enter");
    await expect(room.editor).toBeFocused();
    await day.types("Thanks");
    await day.presses("Control+b");
    await day.types(" @bo");
    await expect(page.getByRole("option", { name: /Bob/ })).toBeVisible();
    await day.presses("Enter");
    await day.types("for the pln", "Control+Enter");
    await expect(his.message("Thanks @Bob for the pln").locator("strong")).toHaveText("Thanks");
    await expect(his.message("Thanks")).toHaveClass(/message-mentions-me/);
    await expect(his.page.locator("[aria-live]", { hasText: "Ada: Thanks @Bob for the pln" })).toHaveCount(1);
    await expect(room.editor).toBeFocused();
    await day.tabsTo(page.getByRole("button", { name: "Formatting" }), "Enter");
  });

  await test.step("correct what was said last", async () => {
    await day.presses("ArrowUp");
    await expect(page.locator(".edit trix-editor")).toBeFocused();
    await day.presses("Backspace");
    await day.types("an", "Enter");
    await expect(his.message("Thanks @Bob for the plan")).toContainText("edited");
    await expect(room.editor).toBeFocused();
    await expect(page.locator("[aria-live]", { hasText: "The message is changed." })).toHaveCount(1);
  });

  await test.step("answer, boost, save and pin", async () => {
    await day.presses("Shift+Tab", "Home");
    await expect(tools("good morning")).toBeFocused();
    await day.chooses("Reply");
    await expect(room.editor).toBeFocused();
    await day.types("to you, too", "Enter");
    await expect(his.message("to you, too").locator("blockquote")).toHaveText("good morning");
    await day.presses("Shift+Tab", "Home");
    await day.chooses("Boost with 👏");
    await expect(his.boost("good morning", "👏")).toHaveAccessibleName("👏: 1 boost, by Ada");
    await expect(tools("good morning").first()).toBeFocused();
    await day.presses("ArrowRight", "ArrowRight");
    await expect(room.boost("good morning", "👏").first()).toBeFocused();
    await day.presses("ArrowLeft");
    await expect(room.message("good morning").first().locator(".message-author")).toBeFocused();
    await day.presses("ArrowLeft");
    await day.chooses("Save for later");
    await expect(page.getByText("Saved for later.")).toBeVisible();
    await day.chooses("Pin for everyone");
    await expect(his.message("good morning").first().locator(".message-mark")).toHaveText("Pinned by Ada");
    await expect(tools("good morning").first()).toBeFocused();
  });

  await test.step("delete, and take that back", async () => {
    await day.presses("End");
    await day.chooses("Delete");
    const notice = page.locator(".notice").filter({ hasText: "deleted" });
    await expect(notice.getByRole("button", { name: "Undo" })).toBeFocused();
    await expect(room.message("to you, too")).toHaveCount(0);
    await day.presses("Enter");
    await expect(room.message("to you, too")).toBeVisible();
    await expect(his.message("to you, too")).toBeVisible();
    await day.holds();
  });

  await test.step("search, and go to what was found", async () => {
    await day.presses("Control+Shift+F");
    await expect(page.getByRole("combobox", { name: "Search messages" })).toBeFocused();
    await day.types("plan");
    await expect(page.locator(".hit")).toHaveCount(2);
    await expect(page.getByRole("status").filter({ hasText: "2 messages" })).toBeVisible();
    await day.presses("ArrowDown", "ArrowDown", "Enter");
    await expect(room.message("the plan is ready")).toHaveClass(/message-targeted/);
    await day.holds();
  });

  await test.step("look into the inbox", async () => {
    await day.tabsTo(page.getByRole("link", { name: /^Inbox/ }), "Enter");
    const tab = (name: string) => page.getByRole("navigation", { name: "Inbox" }).getByRole("link", { name });
    await expect(tab("Unread")).toBeFocused();
    await day.tabsTo(tab("Saved"), "Enter");
    await expect(page.locator(".hit")).toContainText("good morning");
    await day.presses("ArrowDown", "Tab");
    await expect(page.getByRole("button", { name: "Remove from saved" })).toBeFocused();
    await day.presses("Enter");
    await expect(page.locator(".hit")).toHaveCount(0);
    await day.holds();
  });

  await test.step("see the shortcuts, and settings", async () => {
    await day.presses("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await day.presses("Escape");
    await day.tabsTo(page.getByRole("button", { name: "Ada, your menu" }), "Enter");
    await day.tabsTo(page.getByRole("link", { name: "Your profile" }), "Enter");
    await expect(page).toHaveURL("/users/me/profile");
    const dark = page.getByRole("radio", { name: /^Dark/ });
    await day.tabsTo(page.getByRole("radio", { name: /^System/ }), "ArrowDown");
    await day.presses("ArrowDown");
    await expect(dark).toBeChecked();
    await expect(page.locator("html")).toHaveAttribute("data-appearance", "dark");
    await day.presses("Escape");
    await expect(page).toHaveURL(/\/(rooms|inbox)/);
  });
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

/** Somebody at the keyboard, who always sees where they are. */
class Day {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async types(text: string, ...keys: string[]): Promise<void> {
    await this.page.keyboard.type(text);
    await this.presses(...keys);
  }

  async presses(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async tabsTo(target: Locator, ...keys: string[]): Promise<void> {
    await expect(target).toBeVisible();
    await tabTo(this.page, target);
    await this.holds();
    await this.presses(...keys);
  }

  /** Opens the menu of the message that the keyboard is on, and chooses from it. */
  async chooses(name: string): Promise<void> {
    await this.presses("Enter");
    const item = this.page.getByRole("menuitem", { name, exact: true });
    await expect(item).toBeVisible();
    for (let n = 0; n < 30 && !(await isFocused(item)); n++) await this.presses("ArrowDown");
    await this.holds();
    await this.presses("Enter");
  }

  /** The keyboard is on something that can be seen to have it. */
  async holds(): Promise<void> {
    await expect(this.page.locator(":focus-visible")).toBeInViewport();
  }
}

function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}

/** Presses Tab until target has the focus; a page has far fewer stops than the limit. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < 100; stop++) {
    if (await isFocused(target)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}
