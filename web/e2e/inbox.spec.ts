import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { phone } from "./devices";
import { holdAnswers } from "./hold";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** The inbox on somebody's screen. */
class InboxScreen {
  readonly page: Page;
  readonly items: Locator;
  readonly link: Locator;

  constructor(page: Page) {
    this.page = page;
    this.items = page.locator(".hit-item");
    this.link = page.getByRole("link", { name: /^Inbox/ });
  }

  static async open(page: Page, box = "unread"): Promise<InboxScreen> {
    await page.goto(`/inbox?box=${box}`);
    const inbox = new InboxScreen(page);
    await expect(inbox.tab(/./).and(page.locator("[aria-current]"))).toBeFocused();
    return inbox;
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole("navigation", { name: "Inbox" }).getByRole("link", { name });
  }
}

async function inspect(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations, colorScheme).toEqual([]);
  }
}

test("what somebody saves is on all their devices, and gone with its room", async ({ ada, bob, visit }) => {
  const den = await ada.makeRoom("Den", { type: "closed", user_ids: [ada.id, bob.id] });
  await ada.say("the recipe", den.id);
  const [desk, tablet] = [await visit(bob), await visit(bob)];
  const elsewhere = await InboxScreen.open(tablet, "saved");
  await expect(tablet.getByText("Nothing saved yet.")).toBeVisible();
  await inspect(tablet);

  const room = await RoomScreen.open(desk, `/rooms/${den.id}`);
  await room.choose("the recipe", "Save for later");
  await expect(desk.getByText("Saved for later.")).toBeVisible();
  await expect(elsewhere.items).toHaveCount(1);
  await expect(elsewhere.items).toContainText("the recipe");
  await expect(elsewhere.items).toContainText("Den");
  await expect(elsewhere.items).toContainText("Ada");
  await expect(elsewhere.items).toContainText(/Saved \d\d:\d\d/);
  await expect(room.message("the recipe").locator(".message-mark")).toHaveText("Saved for later");
  await inspect(tablet);
  await inspect(desk);

  await elsewhere.items.getByRole("button", { name: "Remove from saved" }).click();
  await expect(elsewhere.items).toHaveCount(0);
  await expect(room.message("the recipe").locator(".message-mark")).toHaveCount(0);
  await room.message("the recipe").hover();
  await room.message("the recipe").locator(".message-bar-menu").click();
  await expect(desk.getByRole("menuitem", { name: "Save for later" })).toBeVisible();
  await desk.keyboard.press("Escape");
  await tablet.getByRole("button", { name: "Undo" }).click();
  await expect(elsewhere.items).toHaveCount(1);

  await elsewhere.items.getByRole("link").click();
  await expect(new RoomScreen(tablet).message("the recipe")).toHaveClass(/message-targeted/);
  await ada.removeMember(den.id, bob.id);
  await InboxScreen.open(tablet, "saved");
  await expect(tablet.getByText("Nothing saved yet.")).toBeVisible();
});

test("a boost that comes while it is asked what is new is counted", async ({ ada, bob, visit }) => {
  const mine = await bob.say("ship it");
  const page = await visit(bob);
  const den = await bob.makeRoom("Elsewhere", { type: "closed", user_ids: [bob.id] });
  await RoomScreen.open(page, `/rooms/${den.id}`);
  const inbox = new InboxScreen(page);
  await expect(inbox.link).toHaveAccessibleName("Inbox");
  let [tellAnswered, letIn] = [() => {}, () => {}];
  const answered = new Promise<void>((resolve) => {
    tellAnswered = resolve;
  });
  const late = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  await page.route(
    /\/api\/inbox$/,
    async (route) => {
      const response = await route.fetch();
      tellAnswered();
      await late;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await ada.say("<p>@everyone come here</p>");
  await answered;
  await ada.boost(mine.id, "🔥");
  await expect(page.getByText("Ada boosted your message")).toBeVisible();
  letIn();
  await expect(inbox.link).toHaveAccessibleName(/1 new mention 1 new boost/);
});

test("who mentions me and who boosts me is counted until I look, on every device", async ({
  ada,
  bob,
  visit,
}) => {
  const mine = await bob.say("ship it");
  const [desk, tablet] = [await visit(bob), await visit(bob)];
  const den = await bob.makeRoom("Elsewhere", { type: "closed", user_ids: [bob.id] });
  await RoomScreen.open(desk, `/rooms/${den.id}`);
  await RoomScreen.open(tablet, `/rooms/${den.id}`);
  const [here, there] = [new InboxScreen(desk), new InboxScreen(tablet)];
  await expect(here.link).toHaveAccessibleName("Inbox");

  await ada.say("<p>@everyone come here</p>");
  await ada.boost(mine.id, "🔥");
  for (const inbox of [here, there])
    await expect(inbox.link).toHaveAccessibleName(/1 new mention 1 new boost/);

  await here.link.click();
  await expect(here.items).toContainText("come here");
  await expect(here.tab(/Boosts/)).toHaveAccessibleName("Boosts 1 new");
  for (const inbox of [here, there]) await expect(inbox.link).toHaveAccessibleName(/Inbox ?1 new boost/);

  await here.tab(/Boosts/).click();
  await expect(here.items).toContainText("🔥");
  await expect(here.items).toContainText("Ada");
  await expect(here.items).toContainText("boosted your message");
  await expect(here.items).toContainText("ship it");
  for (const inbox of [here, there]) await expect(inbox.link).toHaveAccessibleName("Inbox");
  await inspect(desk);

  await ada.boost(mine.id, "aye aye, captain");
  await expect(here.items).toHaveCount(2);
  await expect(here.items.first()).toContainText("boosted your message with “aye aye, captain”");
  await here.items.first().getByRole("link").click();
  await expect(new RoomScreen(desk).message("ship it")).toHaveClass(/message-targeted/);
});

test("rooms with something unread stand at their first unread line, and can be read from there", async ({
  ada,
  bob,
  visit,
}) => {
  const design = await ada.makeRoom("Design");
  const [first] = await ada.sayAll(["the first of three", "second", "third"], design.id);
  await ada.say("something in all talk");
  const page = await visit(bob);
  const inbox = await InboxScreen.open(page);
  await expect(inbox.items).toHaveCount(2);
  await expect(inbox.items.nth(1)).toContainText("the first of three");
  await expect(inbox.items.nth(1)).toContainText("3 unread messages");
  await ada.say("once more", design.id);
  await expect(inbox.items.nth(0)).toContainText("4 unread messages");
  await inspect(page);

  await inbox.items.nth(1).getByRole("button", { name: "Mark All Talk as read" }).click();
  await expect(inbox.items).toHaveCount(1);
  await expect(inbox.items.getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/rooms/${design.id}/@${first?.id}$`));
  await expect(new RoomScreen(page).message("the first of three")).toBeInViewport();

  await inbox.link.click();
  await expect(page.getByText("You have read everything.")).toBeVisible();
});

test("older mentions come page by page, all of it by keyboard", async ({ ada, bob, visit }) => {
  await ada.sayAll(Array.from({ length: 45 }, (_, n) => `<p>@everyone number ${n}</p>`));
  const page = await visit(bob);
  const inbox = await InboxScreen.open(page, "mentions");
  await expect(inbox.items).toHaveCount(20);
  await expect(inbox.items.first()).toContainText("number 44");
  await page.keyboard.press("ArrowDown");
  await expect(inbox.items.first().getByRole("link")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(inbox.items).toHaveCount(40);
  await page.getByRole("button", { name: "Look further back" }).press("Enter");
  await expect(inbox.items).toHaveCount(45);
  await expect(inbox.items.last()).toContainText("number 0");
  await inbox.items.first().getByRole("link").focus();
  await page.keyboard.press("Escape");
  await expect(inbox.tab("Mentions")).toBeFocused();
});

test("an inbox that cannot be had says so, and can be asked for again", async ({ ada, visit }) => {
  const page = await visit(ada);
  await RoomScreen.open(page);
  await page.route(/\/api\/inbox\/unread/, (route) => route.fulfill({ status: 422, json: {} }));
  await new InboxScreen(page).link.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.unroute(/\/api\/inbox\/unread/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("You have read everything.")).toBeVisible();
});

test("what is pinned is seen by everyone at once, and goes with its message", async ({ ada, bob, visit }) => {
  const [, rules] = await ada.sayAll(["hello", "the rules of the house"]);
  await ada.sayAll(Array.from({ length: 60 }, (_, n) => `number ${n}`));
  const [mine, theirs] = [await visit(ada), await visit(bob)];
  const [here, there] = [
    await RoomScreen.open(mine, `/rooms/1/@${rules?.id}`),
    await RoomScreen.open(theirs),
  ];
  const button = theirs.getByRole("button", { name: "Pinned messages" });
  await button.click();
  const pane = theirs.getByRole("complementary", { name: "Pinned messages" });
  await expect(pane.getByText("Nothing is pinned here.")).toBeVisible();
  await expect(pane.getByRole("heading", { name: "Pinned messages" })).toBeFocused();

  await here.choose("the rules", "Pin for everyone");
  const pinned = pane.getByRole("listitem");
  await expect(pinned).toContainText("the rules of the house");
  await expect(pinned).toContainText("Pinned by Ada");
  const mark = here.message("the rules").locator(".message-mark");
  await expect(mark).toHaveText("Pinned by Ada");
  expect((await mark.boundingBox())?.height, "the pin stands before the words").toBeLessThan(24);
  await inspect(theirs);
  await pinned.getByRole("link").click();
  await expect(there.message("the rules")).toBeInViewport();
  await expect(there.message("the rules")).toHaveClass(/message-targeted/);

  await pinned.getByRole("button", { name: "Unpin" }).click();
  await expect(pinned).toHaveCount(0);
  await theirs.getByRole("button", { name: "Undo" }).click();
  await expect(pinned).toContainText("Pinned by Bob");
  await ada.edit(rules?.id ?? 0, "the new rules");
  await expect(pinned).toContainText("the new rules");
  await ada.delete(rules?.id ?? 0);
  await expect(pinned).toHaveCount(0);
  await pane.getByRole("button", { name: "Close" }).press("Escape");
  await expect(pane).toBeHidden();
  await expect(button).toBeFocused();
});

test("what is pinned is asked for with a word while it is on its way", async ({ ada, visit }) => {
  const page = await visit(ada);
  const pins = await holdAnswers(page, /\/api\/rooms\/1\/pins/);
  await RoomScreen.open(page);
  await page.getByRole("button", { name: "Pinned messages" }).click();
  await pins.asked;
  await expect(page.getByRole("complementary").getByRole("status")).toHaveText("Loading messages…");
  pins.letIn();
  await expect(page.getByText("Nothing is pinned here.")).toBeVisible();
});

test("inbox and pins fit a phone and a finger", async ({ ada, bob, visit }) => {
  const mine = await bob.say("a long thought ".repeat(20));
  await ada.say("<p>@everyone look at this, which is quite long for one line on a phone</p>");
  await ada.boost(mine.id, "well done");
  await ada.pin(mine.id);
  const page = await visit(bob, phone);
  const inbox = await InboxScreen.open(page, "boosts");
  await expect(inbox.items).toContainText("well done");
  for (const target of [inbox.tab(/Mentions/), inbox.items.getByRole("link")]) {
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await RoomScreen.open(page);
  await page.getByRole("button", { name: "Pinned messages" }).click();
  const pinned = page.getByRole("complementary").getByRole("listitem");
  await expect(pinned).toContainText("Pinned by Ada");
  expect((await pinned.getByRole("button").boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await pinned.getByRole("link").click();
  await expect(page.getByRole("complementary")).toBeHidden();
  await expect(new RoomScreen(page).message("a long thought")).toHaveClass(/message-targeted/);
});
