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
