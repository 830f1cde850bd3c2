import type { Locator, Page } from "@playwright/test";
import { phone } from "./devices";
import { holdAnswers } from "./hold";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const editor = (page: Page) => page.getByRole("textbox", { name: "Edit message" });

/** The editor with the rich one in place, which takes the keyboard when it comes. */
async function editing(page: Page): Promise<Locator> {
  await expect(page.locator(".edit trix-editor")).toBeFocused();
  return editor(page);
}

test("an edit reaches everybody, marked, and what was said before is kept", async ({ ada, bob, visit }) => {
  await bob.say("<div>teh <strong>build</strong> is green</div>");
  const [hers, his] = [await RoomScreen.open(await visit(ada)), await RoomScreen.open(await visit(bob))];
  await his.choose("teh build", "Edit");
  await expect(await editing(his.page)).toHaveText("teh build is green");
  await his.page.keyboard.press("ControlOrMeta+A");
  await his.page.keyboard.type("the build is green");
  await his.page.keyboard.press("Enter");

  for (const room of [hers, his]) {
    await expect(room.message("the build is green")).toContainText(/edited \d\d:\d\d/);
    await expect(room.message("teh")).toHaveCount(0);
  }
  await expect(editor(his.page)).toHaveCount(0);
  await expect(his.message("the build").locator(".message-bar-menu")).toBeFocused();

  await hers.choose("the build is green", "What it said before");
  const history = hers.page.getByRole("dialog", { name: "What this message said" });
  await expect(history.getByRole("listitem")).toHaveText([/the build is green/, /teh build is green/]);
  await hers.page.keyboard.press("Escape");
  await expect(history).toHaveCount(0);
  await expect(hers.message("the build").locator(".message-bar-menu")).toBeFocused();
});

test("who may not change a message is offered no way to, nor what it said before", async ({
  ada,
  bob,
  visit,
}) => {
  const { id } = await ada.say("mine");
  await ada.edit(id, "mine, changed");
  const room = await RoomScreen.open(await visit(bob));
  await room.message("mine").hover();
  await room.message("mine").locator(".message-bar-menu").click();
  const menu = room.page.getByRole("menu");
  await expect(menu.getByRole("menuitem", { name: "Reply" })).toBeVisible();
  for (const name of ["Edit", "Delete", "What it said before"]) {
    await expect(menu.getByRole("menuitem", { name, exact: true })).toHaveCount(0);
  }
  await expect(room.message("mine").getByRole("button", { name: /^edited/ })).toHaveCount(0);
});

test("arrow up in an empty composer edits the last message of mine; Escape leaves it as it was", async ({
  ada,
  bob,
  visit,
}) => {
  await ada.sayAll(["first", "second"]);
  await bob.say("his");
  const room = await RoomScreen.open(await visit(ada));
  await expect(room.page.locator("trix-editor")).toBeFocused();
  await room.write("x");
  await room.page.keyboard.press("ArrowUp");
  await expect(editor(room.page)).toHaveCount(0);
  await room.page.keyboard.press("Delete"); // It went to the beginning of the line.
  await expect(room.page.getByRole("button", { name: "Send message" })).toBeDisabled();
  await room.page.keyboard.press("ArrowUp");
  await expect(await editing(room.page)).toHaveText("second");
  await room.page.keyboard.type(" thoughts");
  await room.page.keyboard.press("Escape");
  await expect(room.message("second")).toBeVisible();
  await expect(room.message("thoughts")).toHaveCount(0);
  await expect(room.editor).toBeFocused();
});

test("what cannot be saved says why and keeps the text", async ({ ada, bob, visit }) => {
  await ada.say("before");
  const room = await RoomScreen.open(await visit(ada));
  await room.choose("before", "Edit");
  await editing(room.page);
  const form = room.page.getByRole("form", { name: "Edit message" });
  await room.page.keyboard.press("ControlOrMeta+A");
  await room.page.keyboard.press("Backspace");
  await room.page.keyboard.press("Enter");
  await expect(form.getByRole("alert")).toHaveText(/An empty message cannot be saved/);

  await room.page.keyboard.type("after");
  await room.page.route("**/api/rooms/1/messages/*", (route) =>
    route.fulfill({ status: 422, json: { detail: "This is refused." } }),
  );
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toHaveText("This is refused.");
  await expect(editor(room.page)).toHaveText("after");

  await room.page.unroute("**/api/rooms/1/messages/*");
  await room.page.keyboard.press("Enter");
  await expect(room.message("after")).toContainText("edited");
  expect((await bob.messages()).map((message) => message.body_text)).toEqual(["after"]);
});

test("a message deleted while it is edited gives back what was written", async ({ ada, bob, visit }) => {
  const { id } = await bob.say("doomed");
  const room = await RoomScreen.open(await visit(bob));
  await room.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await room.choose("doomed", "Edit");
  await editing(room.page);
  await room.page.keyboard.type(" but dear to me");
  await ada.delete(id);
  await expect(room.page.getByText("The message you were changing was deleted.")).toBeVisible();
  await room.page.getByRole("button", { name: "Copy text" }).click();
  await expect
    .poll(() => room.page.evaluate(() => navigator.clipboard.readText()))
    .toBe("doomed but dear to me");
});

test("who edits a message that somebody else changes meanwhile is told, and neither is lost", async ({
  ada,
  bob,
  visit,
}) => {
  await bob.say("the build is red");
  const [hers, his] = [await RoomScreen.open(await visit(ada)), await RoomScreen.open(await visit(bob))];
  for (const room of [hers, his]) {
    await room.choose("the build is red", "Edit");
    await editing(room.page);
  }
  await his.page.keyboard.type(", again");
  await hers.page.keyboard.type(", says Ada");
  await hers.page.keyboard.press("Enter");
  await expect(hers.message("the build is red, says Ada")).toBeVisible();
  const form = his.page.getByRole("form", { name: "Edit message" });
  await expect(form.getByRole("alert")).toContainText("It says now: “the build is red, says Ada”");
  await expect(editor(his.page)).toHaveText("the build is red, again");
  await expect(editor(his.page)).toBeFocused();
  await his.page.keyboard.press("Enter");
  for (const room of [hers, his]) await expect(room.message("the build is red, again")).toBeVisible();
  await his.choose("the build is red", "What it said before");
  await expect(his.page.getByRole("dialog").getByRole("listitem")).toHaveText([
    /Bob.*red, again/,
    /Ada.*red, says Ada/,
    /red$/,
  ]);
});

test("a message that goes takes along its menu and nothing else; the keyboard is on the next one", async ({
  ada,
  bob,
  visit,
}) => {
  const [one, two, three] = await ada.sayAll(["one", "two", "three", "four"]);
  const room = await RoomScreen.open(await visit(bob));
  const { page } = room;
  const tools = (text: string) => room.message(text).locator(".message-bar-menu");
  await room.choose("one", "Reply");
  await expect(room.editor.locator("blockquote")).toHaveText("one");
  await page.keyboard.type("right");
  await ada.delete(one?.id ?? 0);
  await expect(room.messages).toHaveCount(3);
  await page.keyboard.type(" you are");
  await page.keyboard.press("Enter");
  await expect(room.message("right you are").locator("blockquote")).toHaveText("one");
  await room.message("right you are").locator("cite a").click();
  await expect(page.getByText("The message this link leads to is not here any more.")).toBeVisible();

  await tools("right you are").focus();
  await page.keyboard.press("Home");
  await expect(tools("two")).toBeFocused();
  await ada.delete(two?.id ?? 0);
  await expect(tools("three")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await ada.delete(three?.id ?? 0);
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(tools("four")).toBeFocused();
  await room.message("right you are").hover();
  await expect(tools("right you are")).toBeVisible();
});

test("a deleted message is gone for its author at once, and for everybody a little later", async ({
  ada,
  bob,
  visit,
}) => {
  await bob.sayAll(["one", "two", "three"]);
  const [hers, his] = [await RoomScreen.open(await visit(ada)), await RoomScreen.open(await visit(bob))];
  await his.choose("one", "Delete");
  await expect(his.message("one")).toHaveCount(0);
  await expect(his.page.getByRole("button", { name: "Undo" })).toBeFocused();
  await expect(hers.message("one")).toBeVisible();
  await his.page.getByRole("button", { name: "Close" }).click();

  await expect(hers.message("one")).toHaveCount(0);
  for (const room of [hers, his]) {
    await expect(room.timeline.locator(".message-head .message-author")).toHaveText(["Bob"]);
    expect(await room.texts()).toEqual(["two", "three"]);
  }
});

test("a deletion can be undone, also in another room", async ({ ada, bob, visit }) => {
  await bob.say("dear");
  const room = await RoomScreen.open(await visit(bob));
  await room.choose("dear", "Delete");
  await expect(room.message("dear")).toHaveCount(0);
  await room.page.evaluate(() => {
    history.pushState(null, "", "/rooms/999");
  });
  await expect(room.page.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
  await room.page.getByRole("button", { name: "Undo" }).click();
  await room.page.goBack();
  await expect(room.message("dear")).toBeVisible();
  expect((await ada.messages()).map((message) => message.body_text)).toEqual(["dear"]);
});

test("a deletion goes out when the page is left", async ({ ada, bob, visit }) => {
  await bob.say("regretted");
  const [hers, his] = [await RoomScreen.open(await visit(ada)), await RoomScreen.open(await visit(bob))];
  await his.choose("regretted", "Delete");
  await expect(his.message("regretted")).toHaveCount(0);
  await his.page.goto("about:blank");
  await expect(hers.message("regretted")).toHaveCount(0);
});

test("a deletion that could not be sent is sent when the app is opened again", async ({
  ada,
  bob,
  line,
  visit,
}) => {
  const { id } = await bob.say("regretted");
  const page = await visit(bob, { through: line });
  const room = await RoomScreen.open(page);
  line.cut();
  await expect(room.status).toHaveText("Reconnecting… what you write is kept.");
  await room.choose("regretted", "Delete");
  await expect(room.message("regretted")).toHaveCount(0);
  await page.getByRole("button", { name: "Close" }).click();
  await page.goto("about:blank");
  expect((await ada.message(id)).body_text).toBe("regretted");
  line.restore();
  await RoomScreen.open(page);
  await expect.poll(async () => (await ada.messages()).length).toBe(0);
});

test("a refused deletion shows the message again and says why", async ({ ada, visit }) => {
  await ada.say("stays");
  const room = await RoomScreen.open(await visit(ada));
  await room.page.route("**/api/rooms/1/messages/*", (route) =>
    route.request().method() === "DELETE"
      ? route.fulfill({ status: 403, json: { detail: "Not any more." } })
      : route.continue(),
  );
  await room.choose("stays", "Delete");
  await room.page.getByRole("button", { name: "Close" }).click();
  await expect(room.page.getByText("Not deleted: Not any more.")).toBeVisible();
  await expect(room.message("stays")).toBeVisible();
});

test("a reply quotes above what is being written already", async ({ ada, bob, visit }) => {
  const asked = await bob.say("<div>shall <strong>we</strong>?</div>");
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(page.locator("trix-editor")).toBeFocused();
  await room.write("yes, let us");
  await room.choose("shall we?", "Reply");
  await expect(room.editor).toBeFocused();
  await expect(room.editor.locator("blockquote")).toHaveText("shall we?");
  await page.keyboard.type(", tomorrow");
  await page.keyboard.press("Enter");
  const reply = room.message("yes, let us, tomorrow");
  await expect(reply.locator("blockquote")).toHaveText("shall we?");
  await expect(reply.locator("cite")).toHaveText("Bob #");
  await reply.locator("cite a").click();
  await expect(page).toHaveURL(`/rooms/1/@${asked.id}`);
});

test("the link of a message is copied whole", async ({ ada, campfire, visit }) => {
  const { id } = await ada.say("find me");
  const page = await visit(ada);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const room = await RoomScreen.open(page);
  await room.choose("find me", "Copy link");
  await expect(page.getByText("The link is copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${campfire.url}/rooms/1/@${id}`);
});

test("on a phone the menu comes from below while a finger rests on a message", async ({ ada, visit }) => {
  await ada.say("hold me");
  const page = await visit(ada, phone);
  const room = await RoomScreen.open(page);
  const box = await room.message("hold me").locator(".message-text").boundingBox();
  if (!box) throw new Error("the message is not shown");
  const devtools = await page.context().newCDPSession(page);
  const at = { x: box.x + 20, y: box.y + 10 };
  await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] });
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await menu.getByRole("menuitem", { name: "Edit" }).tap();
  await expect(page.locator(".edit trix-editor")).toBeFocused();
  await page.keyboard.type(", gently");
  await page.getByRole("button", { name: "Save" }).tap();
  await expect(room.message("hold me, gently")).toContainText("edited");

  await room.message("hold me").locator(".message-text").tap();
  await page.getByRole("button", { name: /^What to do with the message/ }).tap();
  await expect(menu).toBeVisible();
  await page.mouse.click(10, 10);
  await expect(menu).toHaveCount(0);
});

test("an answer that is slow is waited for before the editor opens", async ({ ada, visit }) => {
  await ada.say("slowly");
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  const answers = await holdAnswers(page, /\/source$/);
  await room.choose("slowly", "Edit");
  await answers.asked;
  await expect(room.message("slowly").locator(".message-text")).toBeVisible();
  answers.letIn();
  await expect(await editing(page)).toHaveText("slowly");
});
