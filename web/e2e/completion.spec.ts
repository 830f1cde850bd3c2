import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { holdAnswers } from "./hold";
import { textsOf } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** The list over the caret, and its rows. */
function listOf(page: Page): { list: Locator; options: Locator; active: Locator } {
  const list = page.getByRole("listbox", { name: /^(People to mention|Emoji|Sounds to play)$/ });
  return { list, options: list.getByRole("option"), active: list.getByRole("option", { selected: true }) };
}

/** Opens the room with the rich editor in place, in which completion is. */
async function openRoom(page: Page): Promise<RoomScreen> {
  const room = await RoomScreen.open(page);
  await expect(page.locator("trix-editor[aria-autocomplete=list]")).toBeVisible();
  return room;
}

test("somebody is mentioned by keyboard, and sees it at once, wherever they are", async ({
  ada,
  join,
  visit,
}) => {
  const bob = await join("Bob Noyce");
  await join("Bea Ada");
  const design = await ada.makeRoom("Design");
  const theirs = await visit(bob);
  await RoomScreen.open(theirs, `/rooms/${design.id}`);
  const mine = await visit(ada);
  const room = await openRoom(mine);
  const { list, options, active } = listOf(mine);

  await room.write("hi @b");
  await expect(options).toHaveText([/Bea Ada/, /Bob Noyce/]);
  await mine.keyboard.press("ArrowDown");
  await expect(active).toHaveText(/Bob Noyce/);
  const activeID = await active.getAttribute("id");
  await expect(room.editor).toHaveAttribute("aria-activedescendant", activeID ?? "none");
  const found = await new AxeBuilder({ page: mine }).withTags(["wcag2a", "wcag2aa", "wcag21aa"]).analyze();
  expect(found.violations).toEqual([]);
  await mine.keyboard.press("Enter");
  await expect(list).toHaveCount(0);
  await expect(room.editor).not.toHaveAttribute("aria-activedescendant");
  await expect(room.editor.locator(".mention")).toHaveText("@Bob Noyce");
  await mine.keyboard.type("look");
  await mine.keyboard.press("Enter");

  await expect
    .poll(async () => textsOf(await ada.messages()))
    .toEqual([expect.stringMatching(/^hi\s@Bob Noyce\slook$/)]);
  expect((await ada.messages())[0]?.mentioned_user_ids).toEqual([bob.id]);
  await expect(theirs.getByRole("link", { name: /All Talk.*1 mention of you/ })).toBeVisible();
  await theirs.getByRole("link", { name: /All Talk/ }).click();
  const read = new RoomScreen(theirs);
  await expect(read.message("look")).toHaveClass(/message-mentions-me/);
  const marked = read.message("look").locator(".mention");
  await expect(marked).toHaveText("@Bob Noyce");
  const ground = (mark: Locator) => mark.evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await ground(marked)).not.toBe(await ground(room.message("look").locator(".mention")));
});

test("a mention outlives a draft, an edit and the clipboard", async ({ ada, join, visit }) => {
  const bob = await join("Bob");
  const page = await visit(ada, { permissions: ["clipboard-read", "clipboard-write"] });
  const room = await openRoom(page);
  const { options } = listOf(page);
  await room.write("@bo");
  await expect(options).toHaveText([/Bob/]);
  await page.keyboard.press("Tab");
  await expect(room.editor.locator(".mention")).toHaveText("@Bob");
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain("userId");
  await page.reload();
  await expect(room.editor.locator(".mention")).toHaveText("@Bob");
  await expect(room.editor).toBeFocused(); // One goes on after the draft.
  await page.keyboard.type("first");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await ada.messages())[0]?.mentioned_user_ids).toEqual([bob.id]);

  await page.keyboard.press("ArrowUp");
  const box = page.getByRole("textbox", { name: "Edit message" });
  await expect(box.locator(".mention")).toHaveText("@Bob");
  await expect(page.locator(".edit trix-editor[aria-autocomplete=list]")).toBeVisible();
  await page.keyboard.type(" and @ada");
  await expect(options).toHaveText([/Ada/]);
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await expect(box).toBeVisible();
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("@ad");
  await expect(options).toHaveText([/Ada/]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await ada.messages())[0]?.mentioned_user_ids).toEqual([bob.id, ada.id]);

  await expect(box).toHaveCount(0);
  await room.message("first").locator(".message-text").selectText();
  await page.keyboard.press("ControlOrMeta+c");
  await room.editor.click();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(room.editor.locator(".mention")).toHaveText(["@Bob", "@Ada"]);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await ada.messages())[1]?.mentioned_user_ids).toEqual([bob.id, ada.id]);
});

test("everyone is mentioned, unless the team keeps that to administrators", async ({ ada, join, visit }) => {
  const bob = await join("Bob");
  const theirs = await visit(bob);
  const read = await openRoom(theirs);
  const mine = await visit(ada);
  const room = await openRoom(mine);
  await room.write("@every");
  await expect(listOf(mine).options).toHaveText([/@everyone.*all in this room/]);
  await mine.keyboard.press("Enter");
  await mine.keyboard.type("lunch");
  await mine.keyboard.press("Enter");
  await expect(read.message("lunch")).toHaveClass(/message-mentions-me/);
  await expect(room.message("lunch")).not.toHaveClass(/message-mentions-me/);
  await expect(read.message("lunch").locator("[data-mass=everyone]")).toHaveText("@everyone");

  await ada.changeAccount({ settings: { restrict_mass_mentions_to_administrators: true } });
  await theirs.reload();
  await openRoom(theirs);
  await read.write("@every");
  await expect(listOf(theirs).list).toHaveCount(0);
  await expect(
    theirs.getByText("Only administrators mention @everyone and @here in this team.").first(),
  ).toBeVisible();
  await theirs.keyboard.type("one here?");
  await theirs.keyboard.press("Enter");
  const refused = read.message("@everyone here?");
  await expect(refused.getByRole("alert")).toContainText("Only administrators may mention @everyone here.");
  await expect(refused.getByRole("button", { name: "Copy" })).toBeVisible();
});

test("emoji are completed by name, those used lately first", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  const { list, options, active } = listOf(page);
  await room.write(":part");
  await expect(options.filter({ hasText: ":partying_face:" })).toBeVisible();
  while (!(await active.innerText()).includes(":partying_face:")) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(room.editor).toHaveText("🥳");
  await page.keyboard.type(":part");
  await expect(options.first()).toHaveText(/🥳/);
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await page.keyboard.type("y :tada: :) 10:30");
  await expect(room.editor).toHaveText("🥳:party 🎉 :) 10:30");
  await page.keyboard.press("Enter");
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["🥳:party 🎉 :) 10:30"]);
});

test("/play names its clips, lets one listen, and plays", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  const { list, options, active } = listOf(page);
  await room.write("/play tro");
  await expect(options).toHaveText([/trololo/, /trombone.*plays a sad trombone/]);
  await page.keyboard.press("ArrowDown");
  await expect(active).toHaveText(/trombone/);
  const audio = page.waitForRequest("**/sounds/trombone.mp3");
  await page.keyboard.press("ArrowRight");
  await audio;
  await page.keyboard.press("Tab");
  await expect(room.editor).toHaveText("/play trombone");
  await expect(list).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await ada.messages())[0]?.sound?.name).toBe("trombone");

  await room.write("/PLAY  TA");
  await expect(options.first()).toHaveText(/tada/);
  await page.keyboard.press("Escape");
  await page.keyboard.type("DA");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await ada.messages())[1]?.sound?.name).toBe("tada");
});

/** Where the check of commands is, which comes long after one can write. */
const check = /assets\/shared-.*\.js/;

test("what begins with a slash waits until it is known whether anybody answers it", async ({
  ada,
  visit,
}) => {
  const page = await visit(ada);
  const coming = await holdAnswers(page, check);
  const room = await RoomScreen.open(page);
  await room.send("/ecko good evening");
  await coming.asked;
  await page.keyboard.press("Enter"); // Impatiently.
  coming.letIn();
  await expect(page.getByRole("alert")).toHaveText(/^Nobody here answers \/ecko\./);
  await expect(room.editor).toHaveText("/ecko good evening");
  expect(await ada.messages()).toEqual([]);
});

test("what may be a command is not sent where that cannot be found out", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.route(check, (route) => route.abort());
  const room = await RoomScreen.open(page);
  await room.send("/ecko good evening");
  await expect(page.getByRole("alert")).toHaveText(
    /^It cannot be found out now whether anybody answers this/,
  );
  await page.keyboard.press("Home");
  await page.keyboard.type(" ");
  await page.keyboard.press("Enter");
  await expect(room.message("/ecko good evening")).toBeVisible();
});

test("the list is there for a finger, and never while an input method composes", async ({
  ada,
  join,
  visit,
}) => {
  await join("Вера Очень-Длинное-Имя-Которое-Никуда-Не-Помещается-Совсем-Никак");
  await join("אדה לבלייס");
  const page = await visit(ada, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const room = await openRoom(page);
  const { list, options } = listOf(page);
  await room.editor.tap();
  await page.keyboard.type("@");
  await expect(options).toHaveCount(5);
  const [over, box] = await Promise.all([list.boundingBox(), page.locator(".composer").boundingBox()]);
  expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
  expect(over?.x).toBeGreaterThanOrEqual(0);
  for (const row of await options.all()) expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await options.filter({ hasText: "אדה" }).tap();
  await expect(room.editor.locator(".mention")).toHaveText("@אדה לבלייס");

  await room.editor.dispatchEvent("compositionstart");
  await page.keyboard.type("@");
  await expect(list).toHaveCount(0);
  await room.editor.dispatchEvent("compositionend");
  await expect(list).toBeVisible();
});
