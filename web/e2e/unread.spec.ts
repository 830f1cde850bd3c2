import type { Page } from "@playwright/test";
import { phone } from "./devices";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** A room's entry in the list. */
const entry = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name });

test("what is said in another room is counted in the list and in the title, and reading it clears both on every device", async ({
  ada,
  bob,
  visit,
}) => {
  const { id } = await bob.makeRoom("Design");
  const laptop = await visit(ada);
  await RoomScreen.open(laptop);
  const tablet = await visit(ada);
  await RoomScreen.open(tablet);
  await expect(entry(laptop, "Design")).toBeVisible();
  await expect(laptop).toHaveTitle("All Talk · Campfire");

  await bob.say("one", id);
  await bob.say("two", id);
  for (const page of [laptop, tablet]) {
    await expect(entry(page, "Design")).toContainText("2 unread messages");
    await expect(page).toHaveTitle("(2) All Talk · Campfire");
  }

  await entry(laptop, "Design").click();
  await expect(new RoomScreen(laptop).message("two")).toBeVisible();
  await expect(laptop).toHaveTitle("Design · Campfire");
  await expect(entry(tablet, "Design")).not.toContainText("unread");
  await expect(tablet).toHaveTitle("All Talk · Campfire");
});

test("on a phone the menu button says that there is something new", async ({ ada, bob, visit }) => {
  const { id } = await bob.makeRoom("Design");
  const page = await visit(ada, phone);
  await RoomScreen.open(page);
  await expect(page.getByRole("button", { name: "Rooms and people", exact: true })).toBeVisible();
  await bob.say("one", id);
  await page.getByRole("button", { name: "Rooms and people, something new" }).click();
  await expect(entry(page, "Design")).toContainText("1 unread message");
});

test("a tab in the background does not read", async ({ ada, bob, visit }) => {
  const front = await visit(ada);
  await RoomScreen.open(front);
  const { id } = await bob.makeRoom("Design");
  const page = await front.context().newPage();
  await setVisible(page, false);
  const hidden = await RoomScreen.open(page, `/rooms/${id}`);
  await bob.say("is anybody here", id);
  await expect(hidden.message("is anybody here")).toBeVisible();
  await expect(entry(front, "Design")).toContainText("1 unread message");
  await expect(page).toHaveTitle("(1) Design · Campfire");
  await setVisible(page, true);
  await expect(page).toHaveTitle("Design · Campfire");
  await expect(entry(front, "Design")).not.toContainText("unread");
});

/** Makes the page believe that its tab is in front, or not. Headless tabs always are. */
async function setVisible(page: Page, visible: boolean) {
  const change = (state: string) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const state = visible ? "visible" : "hidden";
  if (page.url() === "about:blank") await page.addInitScript(change, state);
  else await page.evaluate(change, state);
}

test("a new room appears by itself, and one that is gone disappears", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  await RoomScreen.open(page);
  const { id } = await bob.makeRoom("Design");
  await expect(entry(page, "Design")).toBeVisible();
  await bob.deleteRoom(id);
  await expect(entry(page, "Design")).toBeHidden();
});

test("a line shows where the unread messages begin, and a button leads there", async ({
  ada,
  bob,
  visit,
}) => {
  const { id } = await bob.makeRoom("Design");
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await bob.sayAll(
    Array.from({ length: 100 }, (_, n) => `message ${n}`),
    id,
  );
  await expect(entry(page, "Design")).toContainText("100 unread messages");
  await entry(page, "Design").click();
  await expect(room.message("message 99")).toBeVisible();
  const line = room.timeline.getByText("new", { exact: true });
  await expect(line).toHaveCount(0); // It is further up than what is loaded.

  await page.getByRole("button", { name: "Jump to first unread" }).click();
  await expect(room.messages.first()).toContainText("message 0");
  await expect(room.messages.first()).toBeInViewport();
  await expect(page.getByRole("button", { name: "Jump to first unread" })).toBeHidden();
});

test("the line stays where it was while one reads on", async ({ ada, bob, visit }) => {
  const { id } = await bob.makeRoom("Design");
  await ada.say("read", id);
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await bob.say("first unread", id);
  await expect(entry(page, "Design")).toContainText("1 unread message");
  await entry(page, "Design").click();
  await expect(room.message("first unread")).toBeVisible();
  await bob.say("and more", id);
  await expect(room.message("and more")).toBeVisible();
  const order = room.timeline.locator(".message-text, .timeline-line-new");
  await expect(order).toHaveText(["read", "new", "first unread", "and more"]);
});

test("all rooms are read at once with a button, and with Shift and Escape", async ({ ada, bob, visit }) => {
  const [design, random] = [await bob.makeRoom("Design"), await bob.makeRoom("Random")];
  const page = await visit(ada);
  await RoomScreen.open(page);
  const list = page.getByRole("navigation");
  await bob.say("one", design.id);
  await bob.say("two", random.id);
  await expect(list.getByText("2 unread", { exact: true })).toBeVisible();
  await list.getByRole("button", { name: "Mark all as read" }).click();
  await expect(list.getByText("All read")).toBeVisible();
  await bob.say("three", random.id);
  await expect(list.getByText("1 unread", { exact: true })).toBeVisible();
  await page.keyboard.press("Shift+Escape");
  await expect(list.getByText("All read")).toBeVisible();
  await expect(page).toHaveTitle("All Talk · Campfire");
  await expect.poll(async () => (await ada.rooms()).map((room) => room.unread_count)).toEqual([0, 0, 0]);
});

test("rooms with something unread come first when that is asked for, also after a reload", async ({
  ada,
  bob,
  visit,
}) => {
  const { id } = await bob.makeRoom("Zebra");
  const page = await visit(ada);
  await RoomScreen.open(page);
  await bob.say("one", id);
  const entries = page.getByRole("navigation").getByRole("listitem");
  await expect(entry(page, "Zebra")).toContainText("1 unread message");
  await expect(entries.first()).toContainText("All Talk");
  const wish = page.getByRole("button", { name: "Unread first" });
  await wish.click();
  await expect(entries.first()).toContainText("Zebra");
  await page.reload();
  await expect(wish).toHaveAttribute("aria-pressed", "true");
  await expect(entries.first()).toContainText("Zebra");
});

test("what is marked as unread stays so on all devices until the room is left and opened again", async ({
  ada,
  bob,
  visit,
}) => {
  const { id } = await bob.makeRoom("Design");
  await bob.sayAll(["one", "two", "three"], id);
  const page = await visit(ada);
  const room = await RoomScreen.open(page, `/rooms/${id}`);
  const other = await visit(ada);
  await RoomScreen.open(other);
  await expect(entry(other, "Design")).not.toContainText("unread");

  await room.choose("two", "Mark as unread");
  for (const device of [page, other])
    await expect(entry(device, "Design")).toContainText("2 unread messages");
  const order = room.timeline.locator(".message-text, .timeline-line-new");
  await expect(order).toHaveText(["one", "new", "two", "three"]);
  await expect(page).toHaveTitle("(2) Design · Campfire");

  await page.keyboard.press("Escape");
  for (const device of [page, other]) await expect(entry(device, "Design")).not.toContainText("unread");
});

test("one's own message is marked as unread with what it answers", async ({ ada, bob, visit }) => {
  const { id } = await bob.makeRoom("Design");
  await ada.say("alone so far", id);
  const page = await visit(ada);
  const room = await RoomScreen.open(page, `/rooms/${id}`);
  await room.choose("alone so far", "Mark as unread");
  await expect(page.getByText("Only you have written here")).toBeVisible();

  await bob.say("when?", id);
  await ada.say("tomorrow", id);
  await expect(room.message("tomorrow")).toBeVisible();
  await room.choose("tomorrow", "Mark as unread");
  await expect(entry(page, "Design")).toContainText("1 unread message");
});

test("that all rooms are read can be taken back", async ({ ada, bob, visit }) => {
  const [design, random] = [await bob.makeRoom("Design"), await bob.makeRoom("Random")];
  const page = await visit(ada);
  await RoomScreen.open(page);
  await bob.sayAll(["one", "two"], design.id);
  await bob.say("three", random.id);
  const list = page.getByRole("navigation");
  await expect(list.getByText("3 unread", { exact: true })).toBeVisible();
  await list.getByRole("button", { name: "Mark all as read" }).click();
  await expect(list.getByText("All read")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByText("3 unread", { exact: true })).toBeVisible();
  await expect(entry(page, "Design")).toContainText("2 unread messages");
  await expect.poll(async () => (await ada.rooms()).map((room) => room.unread_count)).toEqual([0, 2, 1]);
});

test("the app's icon says how much is unread, and nothing once one is signed out", async ({
  ada,
  bob,
  visit,
}) => {
  const { id } = await bob.makeRoom("Design");
  const page = await visit(ada);
  await page.addInitScript(() => {
    const badge = { shown: 0 };
    Object.assign(window, { badge });
    navigator.setAppBadge = async (count = 0) => {
      badge.shown = count;
    };
    navigator.clearAppBadge = () => navigator.setAppBadge(0);
  });
  await RoomScreen.open(page);
  const badge = () => page.evaluate(() => (window as unknown as { badge: { shown: number } }).badge.shown);
  await bob.sayAll(["one", "two"], id);
  await expect.poll(badge).toBe(2);
  await entry(page, "Design").click();
  await expect.poll(badge).toBe(0);
  await bob.say("three");
  await expect.poll(badge).toBe(1);
  await ada.signOut();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await expect.poll(badge).toBe(0);
});
