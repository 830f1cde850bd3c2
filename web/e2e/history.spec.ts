import type { Locator } from "@playwright/test";
import { holdAnswers } from "./hold";
import type { Person } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const rowLimit = 320;

test("reading far up loads older messages, holds still and lets go of the newest", async ({ ada, visit }) => {
  await sayNumbered(ada, 400);
  const page = await visit(ada);
  await page.addInitScript(countRows);
  const room = await RoomScreen.open(page);
  await expect(room.message("number 399")).toBeInViewport();

  const jump = room.timeline.locator("..").getByRole("button", { name: "Jump to latest" });
  await scrollUpTo(room, "number 0");
  expect(await page.evaluate(() => globalThis.mostRows)).toBeGreaterThan(280);
  expect(await page.evaluate(() => globalThis.mostRows)).toBeLessThanOrEqual(rowLimit);
  await expect(page.getByRole("heading", { name: "The beginning of All Talk" })).toBeAttached();
  expect(await room.texts()).toEqual(numbered(0, (await room.texts()).length));

  await jump.click();
  await expect(room.message("number 399")).toBeInViewport();
  await expect(jump).toBeHidden();
  const texts = await room.texts();
  expect(texts).toEqual(numbered(400 - texts.length, 400));
});

test("an older page that comes in does not move what is being read", async ({ ada, visit }) => {
  await sayNumbered(ada, 120);
  const page = await visit(ada);
  const older = await holdAnswers(page, /messages\?.*before=/);
  const room = await RoomScreen.open(page);
  await expect(room.message("number 119")).toBeInViewport();

  await toTop(room);
  await older.asked;
  const top = await topOf(room.message("number 80"));
  older.letIn();
  await expect(room.message("number 40")).toBeAttached();
  expect(await topOf(room.message("number 80"))).toBeCloseTo(top, 0);
});

test("a message that arrives while one reads above it neither moves nor hides anything", async ({
  ada,
  bob,
  visit,
}) => {
  await sayNumbered(ada, 60);
  const room = await RoomScreen.open(await visit(ada));
  await expect(room.message("number 59")).toBeInViewport();
  await room.message("number 20").evaluate((row) => row.scrollIntoView({ block: "start" }));
  const top = await topOf(room.message("number 20"));

  await bob.say("<p>news</p>");
  await expect(room.message("news")).toBeAttached();
  expect(await topOf(room.message("number 20"))).toBeCloseTo(top, 0);
  await expect(room.message("news")).not.toBeInViewport();
  await room.page.getByRole("button", { name: "1 new message" }).click();
  await expect(room.message("news")).toBeInViewport();
});

test("a permalink shows its message in the middle, and no gap below it", async ({ ada, bob, visit }) => {
  const messages = await sayNumbered(ada, 200);
  const room = await RoomScreen.open(await visit(ada), `/rooms/1/@${messages[100]?.id}`);
  const target = room.message("number 100");
  await expect(target).toBeInViewport();
  const [row, view] = await Promise.all([target.boundingBox(), room.timeline.boundingBox()]);
  const [middle, viewMiddle] = [row, view].map((box) => (box ? box.y + box.height / 2 : Number.NaN));
  expect(middle).toBeCloseTo(viewMiddle ?? 0, -2);

  await bob.say("<p>news</p>");
  const jump = room.page.getByRole("button", { name: /Jump to latest|new message/ });
  await expect(jump).toBeVisible();
  await expect(room.message("news")).toHaveCount(0);
  const texts = await room.texts();
  const first = Number(texts[0]?.replace("number ", ""));
  expect(texts).toEqual(numbered(first, first + texts.length));

  await jump.click();
  await expect(room.message("news")).toBeInViewport();
});

test("a permalink to a message that is not there says so and shows the newest", async ({ ada, visit }) => {
  const messages = await sayNumbered(ada, 60);
  const page = await visit(ada);
  const room = await RoomScreen.open(page, "/rooms/1/@99999");
  const notice = page.getByText("The message this link leads to is not here any more.");
  await expect(notice).toBeInViewport();
  await expect(room.message("number 59")).toBeInViewport();

  await page.getByRole("main").getByRole("button", { name: "Close" }).click();
  await expect(notice).toBeHidden();
  await expect(page).toHaveURL(/\/rooms\/1$/);
  await expect(room.message("number 59")).toBeInViewport();

  await page.goto(`/rooms/1/@${messages[5]?.id}`);
  await expect(room.messages.filter({ hasText: /number 5$/ })).toBeInViewport();
  await expect(notice).toBeHidden();
});

test("reading down from a permalink reaches the newest message without a gap", async ({ ada, visit }) => {
  const messages = await sayNumbered(ada, 150);
  const room = await RoomScreen.open(await visit(ada), `/rooms/1/@${messages[10]?.id}`);
  await expect(room.message("number 10")).toBeInViewport();
  await expect(async () => {
    await room.timeline.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect(room.message("number 149")).toBeInViewport({ timeout: 100 });
  }).toPass({ intervals: [20] });
  expect(await room.texts()).toEqual(numbered(0, 150));
});

test("who sends while reading history is taken to the newest message", async ({ ada, visit }) => {
  const messages = await sayNumbered(ada, 200);
  const room = await RoomScreen.open(await visit(ada), `/rooms/1/@${messages[20]?.id}`);
  await expect(room.message("number 20")).toBeInViewport();
  await room.send("back here");
  await expect(room.message("back here")).toBeInViewport();
  await expect(room.message("number 199")).toBeInViewport();
});

test("a link leads to its message from another room, and again when it is followed again", async ({
  ada,
  bob,
  visit,
}) => {
  const messages = await sayNumbered(ada, 150);
  const design = await ada.makeRoom("Design");
  const page = await visit(bob, { permissions: ["clipboard-read", "clipboard-write"] });
  const room = await RoomScreen.open(page, `/rooms/1/@${messages[30]?.id}`);
  const target = room.messages.filter({ hasText: /number 30$/ });
  await target.hover();
  await target.locator(".message-bar-menu").click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect(page.getByText("The link is copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${new URL(page.url()).origin}/rooms/1/@${messages[30]?.id}`);

  await bob.say(`<p>see <a href="${link}">there</a></p>`, design.id);
  await page.getByRole("link", { name: "Design" }).click();
  await page.getByRole("main").getByRole("link", { name: "there" }).click();
  await expect(target).toBeInViewport();
  await expect(target).toHaveClass(/message-targeted/);

  await page.getByRole("button", { name: /Jump to latest|new message/ }).click();
  await expect(room.message("number 149")).toBeInViewport();
  await expect(page).toHaveURL(/\/rooms\/1$/);
  await page.goBack();
  await page.getByRole("main").getByRole("link", { name: "there" }).click();
  await expect(target).toBeInViewport();
  await room.timeline.evaluate((box) => box.scrollTo(0, 0));
  await expect(target).not.toBeInViewport();
  await bob.say(`<p>again <a href="${link}">here</a></p>`);
  await room.message("number 0").first().waitFor();
  await page.evaluate((path) => history.pushState(null, "", path), new URL(link).pathname);
  await expect(target).toBeInViewport();
});

test("a link into a room one is not in, and one to a deleted message, say so", async ({
  ada,
  bob,
  visit,
}) => {
  const closed = await ada.makeRoom("Secrets", { type: "closed", user_ids: [ada.id] });
  const secret = await ada.say("secret", closed.id);
  const deleted = await ada.say("deleted");
  await ada.say("stays");
  await ada.delete(deleted.id);
  const page = await visit(bob);
  await page.goto(`/rooms/${closed.id}/@${secret.id}`);
  await expect(page.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
  await expect(page.getByText("It was deleted, or you are no longer in it.")).toBeVisible();

  const room = await RoomScreen.open(page, `/rooms/1/@${deleted.id}`);
  await expect(page.getByText("The message this link leads to is not here any more.")).toBeVisible();
  await expect(room.message("stays")).toBeInViewport();
});

test("what is unread below a permalink is counted, and stays unread until one is there", async ({
  ada,
  bob,
  visit,
}) => {
  const messages = await sayNumbered(ada, 100);
  const page = await visit(bob);
  const room = await RoomScreen.open(page, `/rooms/1/@${messages[70]?.id}`);
  await expect(room.messages.filter({ hasText: /number 70$/ })).toBeInViewport();
  const jump = page.getByRole("button", { name: "100 new messages" });
  await expect(jump).toBeVisible();
  await ada.say("one more");
  await expect(page.getByRole("button", { name: "101 new messages" })).toBeVisible();
  expect((await bob.rooms())[0]?.unread_count).toBe(101);

  await page.getByRole("button", { name: "101 new messages" }).click();
  await expect(room.message("one more")).toBeInViewport();
  await expect.poll(async () => (await bob.rooms())[0]?.unread_count).toBe(0);
});

test("what is new below is counted without what was taken back", async ({ ada, bob, visit }) => {
  await sayNumbered(ada, 60);
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(room.message("number 59")).toBeInViewport();
  await toTop(room);
  const [first] = await bob.sayAll(["one", "two", "three"]);
  await expect(page.getByRole("button", { name: "3 new messages" })).toBeVisible();
  await bob.delete(first?.id ?? 0);
  await expect(page.getByRole("button", { name: "2 new messages" })).toBeVisible();
});

test("a deletion in the midst of somebody's messages leaves the others with their author, in both browsers", async ({
  ada,
  bob,
  visit,
}) => {
  const [first] = await ada.sayAll(["first", "second", "third"]);
  const [mine, theirs] = await Promise.all(
    [visit(ada), visit(bob)].map(async (page) => RoomScreen.open(await page)),
  );
  for (const room of [mine, theirs]) {
    await expect(room?.messages.locator(".message-head") as Locator).toHaveCount(1);
    await expect(room?.message("first").locator(".message-head") as Locator).toContainText("Ada");
  }
  await ada.delete(first?.id ?? 0);
  for (const room of [mine, theirs]) {
    await expect(room?.messages as Locator).toHaveCount(2);
    await expect(room?.message("second").locator(".message-head") as Locator).toContainText("Ada");
    await expect(room?.message("third").locator(".message-head") as Locator).toHaveCount(0);
  }
});

test("what is read above stays in its place while others say, edit and delete", async ({
  ada,
  bob,
  visit,
}) => {
  const messages = await sayNumbered(ada, 200);
  const room = await RoomScreen.open(await visit(bob), `/rooms/1/@${messages[60]?.id}`);
  const row = (n: number) => room.messages.filter({ hasText: new RegExp(`number ${n}$`) });
  await expect(row(60)).toBeInViewport();
  await row(61).evaluate((element) => element.scrollIntoView({ block: "start" }));
  const top = await topOf(row(62));
  await ada.delete(messages[50]?.id ?? 0);
  await expect(row(50)).toHaveCount(0);
  expect(await topOf(row(62))).toBeCloseTo(top, 0);
  await ada.edit(messages[55]?.id ?? 0, "<p>one<br>two<br>three</p>");
  await expect(room.message("three")).toBeAttached();
  expect(await topOf(row(62))).toBeCloseTo(top, 0);
  await ada.sayAll(["new", "newer"]);
  await expect(room.page.getByRole("button", { name: /new messages$/ })).toBeVisible();
  expect(await topOf(row(62))).toBeCloseTo(top, 0);
});

declare global {
  var mostRows: number;
}

/** Runs in the page: keeps the most message rows that were there at once. */
function countRows(): void {
  globalThis.mostRows = 0;
  const count = () => {
    const rows = document.querySelectorAll("[data-message-id]").length;
    globalThis.mostRows = Math.max(globalThis.mostRows, rows);
  };
  new MutationObserver(count).observe(document, { childList: true, subtree: true });
}

function sayNumbered(person: Person, count: number) {
  return person.sayAll(numbered(0, count).map((text) => `<div>${text}</div>`));
}

function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, n) => `number ${from + n}`);
}

function toTop(room: RoomScreen): Promise<void> {
  return room.timeline.evaluate((box) => box.scrollTo(0, 0));
}

/** Goes to the top again and again, until a message is there. */
async function scrollUpTo(room: RoomScreen, text: string): Promise<void> {
  const message = room.messages.filter({ hasText: new RegExp(`${text}$`) });
  await expect(async () => {
    await toTop(room);
    await expect(message).toBeInViewport({ timeout: 100 });
  }).toPass({ intervals: [20] });
}

async function topOf(row: Locator): Promise<number> {
  return row.evaluate((element) => element.getBoundingClientRect().top);
}
