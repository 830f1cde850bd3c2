import type { Locator, Page } from "@playwright/test";
import { phone } from "./devices";
import { paste } from "./paste";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** Opens the room with the rich editor in place. */
async function openRoom(page: Page): Promise<RoomScreen> {
  const room = await RoomScreen.open(page);
  await expect(page.locator("trix-editor")).toBeVisible();
  return room;
}

/** What is written, as HTML, without what the editor puts in for itself. */
function written(editor: Locator): Promise<string> {
  return editor.evaluate((element) =>
    (element as HTMLElement & { value: string }).value.replace(/&nbsp;/g, " "),
  );
}

/** What is chosen in the text, as the editor has heard of it. */
function chosen(editor: Locator): Promise<[number, number]> {
  return editor.evaluate((element) =>
    (element as HTMLElement & { editor: { getSelectedRange(): [number, number] } }).editor.getSelectedRange(),
  );
}

test("Markdown is read while it is typed", async ({ ada, visit }) => {
  const room = await openRoom(await visit(ada));
  for (const [typed, html] of [
    ["a **bold** word", "<div>a <strong>bold</strong> word</div>"],
    ["_so_ it ~~was~~ is", "<div><em>so</em> it <del>was</del> is</div>"],
    ["run `go test` now", "<div>run <code>go test</code> now</div>"],
    ["**a _b_ c**.", "<div><strong>a </strong><strong><em>b</em></strong><strong> c</strong>.</div>"],
    ["[docs](https://example.com/) here", '<div><a href="https://example.com/">docs</a> here</div>'],
    ["# Title", "<h1>Title</h1>"],
    ["> quoted", "<blockquote>quoted</blockquote>"],
    ["- one", "<ul><li>one</li></ul>"],
    ["1. one", "<ol><li>one</li></ol>"],
    ["2 * 3 * 4 and snake_case_name", "<div>2 * 3 * 4 and snake_case_name</div>"],
    ["`a **b** c`", "<div><code>a **b** c</code></div>"],
  ] as const) {
    await room.write(typed);
    await expect.poll(() => written(room.editor)).toBe(html);
    await room.editor.clear();
    await room.page.keyboard.press("Backspace"); // A heading, list or quote that is empty ends.
  }
});

test("a key acts where the caret is, also before the browser has told where that is", async ({
  ada,
  visit,
}) => {
  const room = await openRoom(await visit(ada));
  const { keyboard } = room.page;
  await room.write("xyz bold");
  await room.page.evaluate(() => {
    addEventListener("selectionchange", (event) => event.stopImmediatePropagation(), true);
  });
  await keyboard.press("Home");
  await keyboard.press("Delete");
  await expect.poll(() => written(room.editor)).toBe("<div>yz bold</div>");
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await keyboard.press("Backspace");
  await expect.poll(() => written(room.editor)).toBe("<div>y bold</div>");
  await keyboard.press("End");
  for (let n = 0; n < 4; n++) await keyboard.press("Shift+ArrowLeft");
  await keyboard.press("ControlOrMeta+b");
  await expect.poll(() => written(room.editor)).toBe("<div>y <strong>bold</strong></div>");
});

test("undo gives back what was typed", async ({ ada, visit }) => {
  const room = await openRoom(await visit(ada));
  await room.write("a **bold**");
  await expect(room.editor.locator("strong")).toHaveText("bold");
  await room.page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => written(room.editor)).toBe("<div>a **bold**</div>");
  await room.page.keyboard.press("ControlOrMeta+Shift+z");
  await expect.poll(() => written(room.editor)).toBe("<div>a <strong>bold</strong></div>");
  await room.page.keyboard.press("ControlOrMeta+a");
  await room.page.keyboard.press("Backspace");
  await room.page.keyboard.type("- ");
  await expect(room.editor.locator("li")).toHaveCount(1);
  await room.page.keyboard.press("ControlOrMeta+z");
  await expect(room.editor.locator("li")).toHaveCount(0);
  await expect(room.editor).toHaveText(/^-\s$/);
});

test("a fence opens code of a language, in which Enter breaks lines, and another ends it", async ({
  ada,
  visit,
}) => {
  const room = await openRoom(await visit(ada));
  await room.write("look:");
  await room.page.keyboard.press("Shift+Enter");
  await room.page.keyboard.type("```go");
  await room.page.keyboard.press("Enter");
  await room.page.keyboard.type("func f() {");
  await room.page.keyboard.press("Enter");
  await room.page.keyboard.type("\treturn **x**");
  await room.page.keyboard.press("Enter");
  await room.page.keyboard.press("Enter");
  await room.page.keyboard.type("- y");
  await room.page.keyboard.press("Enter");
  await room.page.keyboard.type("```");
  await room.page.keyboard.type("done");
  await expect
    .poll(() => written(room.editor))
    .toBe('<div>look:</div><pre language="go">func f() {\n\treturn **x**\n\t\n\t- y</pre><div>done</div>');
  await room.page.keyboard.press("Enter");
  await expect(room.messages.last().locator("pre")).toContainText("return **x**");
});

test("Shift+Enter goes on with a list, and an empty item ends it", async ({ ada, visit }) => {
  const room = await openRoom(await visit(ada));
  await room.write("- one");
  await room.page.keyboard.press("Shift+Enter");
  await room.page.keyboard.type("two");
  await room.page.keyboard.press("Shift+Enter");
  await room.page.keyboard.press("Shift+Enter");
  await room.page.keyboard.type("after");
  await expect.poll(() => written(room.editor)).toBe("<ul><li>one</li><li>two</li></ul><div>after</div>");
});

test("keys format what is chosen", async ({ ada, visit }) => {
  const room = await openRoom(await visit(ada));
  for (const [keys, tag] of [
    ["ControlOrMeta+b", "strong"],
    ["ControlOrMeta+i", "em"],
    ["ControlOrMeta+Shift+X", "del"],
    ["ControlOrMeta+e", "code"],
    ["ControlOrMeta+Shift+Digit9", "blockquote"],
    ["ControlOrMeta+Shift+Digit8", "ul"],
    ["ControlOrMeta+Shift+Digit7", "ol"],
    ["ControlOrMeta+Shift+E", "pre"],
  ] as const) {
    await room.editor.clear();
    await room.write("words");
    await room.page.keyboard.press("ControlOrMeta+a");
    await expect.poll(() => chosen(room.editor)).toEqual([0, "words".length]);
    await room.page.keyboard.press(keys);
    await expect(room.editor.locator(tag)).toHaveText("words");
    await room.page.keyboard.press(keys);
    await expect(room.editor.locator(tag)).toHaveCount(0);
  }
});

test("a link is given, changed and taken away by keyboard", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  await room.write("the docs");
  for (let n = 0; n < 4; n++) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("ControlOrMeta+k");
  const address = page.getByRole("textbox", { name: "Address of the link" });
  await expect(address).toBeFocused();
  await page.keyboard.type("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("That is no address");
  await address.fill("example.com/docs");
  await page.keyboard.press("Enter");
  await expect(room.editor).toBeFocused();
  await expect
    .poll(() => written(room.editor))
    .toBe('<div>the <a href="https://example.com/docs">docs</a></div>');
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.press("Escape");
  await expect(address).toHaveCount(0);
  await expect(room.editor).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("the docs");
  await page.getByRole("button", { name: "Formatting" }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("toolbar").getByRole("button", { name: "Link" }).click();
  await expect(address).toHaveValue("https://example.com/docs");
  await page.getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => written(room.editor)).toBe("<div>the docs</div>");
  expect(await ada.messages()).toEqual([]);
});

test("the toolbar is toggled and remembered, and shows what is formatted", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  const toolbar = page.getByRole("toolbar", { name: "Formatting" });
  await expect(toolbar).toHaveCount(0);
  await page.getByRole("button", { name: "Formatting" }).click();
  const italic = toolbar.getByRole("button", { name: "Italic" });
  await italic.click();
  await expect(italic).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.type("so");
  await italic.click();
  await page.keyboard.type(" it goes");
  await expect.poll(() => written(room.editor)).toBe("<div><em>so</em> it goes</div>");
  await page.reload();
  await expect(toolbar).toBeVisible();
});

test("paste keeps what a message can have and drops the rest", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  await room.editor.click();
  await paste(page, {
    "text/plain": "Title\nOne two",
    "text/html":
      '<meta charset="utf-8"><h2 style="color:red">Title</h2><p>One <b>two</b><img src="https://spy.example/x.png"></p><table><tr><td>a</td><td>b</td></tr></table>',
  });
  await expect
    .poll(() => written(room.editor))
    .toBe("<h1>Title</h1><div>One <strong>two</strong></div><div>a | b</div><div><br></div>");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await ada.messages()).map(({ body_html }) => body_html))
    .toEqual(["<h1>Title</h1><div>One <strong>two</strong></div><div>a | b</div>"]);
});

test("a pasted address on chosen words links them; lines of plain text stay as they are", async ({
  ada,
  visit,
}) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  await room.write("docs");
  await page.keyboard.press("ControlOrMeta+a");
  await paste(page, { "text/plain": "https://example.com/?a=1&b=2" });
  await expect
    .poll(() => written(room.editor))
    .toBe('<div><a href="https://example.com/?a=1&amp;b=2">docs</a></div>');
  await room.editor.clear();
  await paste(page, { "text/plain": "one\r\n  two\r\n\r\n**three**" });
  await expect.poll(() => written(room.editor)).toBe("<div>one<br>  two<br><br>**three**</div>");
});

test("code from an editor is pasted as code; into code, everything as it is", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  await room.editor.click();
  const copied = { "text/plain": "x := 1\n\ty()\n", "text/html": "<div><b>x</b> := 1</div>" };
  await paste(page, { ...copied, "vscode-editor-data": JSON.stringify({ version: 1, mode: "go" }) });
  await expect.poll(() => written(room.editor)).toBe('<pre language="go">x := 1\n\ty()</pre><div><br></div>');
  await paste(page, copied);
  await expect
    .poll(() => written(room.editor))
    .toBe('<pre language="go">x := 1\n\ty()x := 1\n\ty()\n<br></pre><div><br></div>');
});

test("an input method never sends, and what it composes is no Markdown", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  await room.editor.click();
  const browser = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    browser.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };

  await compose("に");
  await compose("にほん");
  await browser.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await browser.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await browser.send("Input.insertText", { text: "日本" });
  await expect(room.editor).toHaveText("日本");
  // Safari tells that it has ended before the key that ended it.
  await browser.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await expect(room.editor).toHaveText("日本");

  await compose("**ni**");
  await browser.send("Input.insertText", { text: "**ni**" });
  await expect(room.editor).toHaveText("日本**ni**");
  expect(await ada.messages()).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(room.message("日本**ni**")).toBeVisible();
});

test("a touch screen with a keyboard counts as a keyboard", async ({ ada, visit }) => {
  const page = await visit(ada, phone);
  const room = await openRoom(page);
  await room.write("one");
  await page.keyboard.press("Enter"); // As a keyboard on the screen has it, too.
  await page.keyboard.type("two");
  await page.keyboard.press("Shift");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await ada.messages()).map(({ body_text }) => body_text))
    .toEqual(["one\ntwo"]);
  await expect(room.editor).toHaveText("");
});

test("code is coloured for everybody, copied with a button, and edited as plain code in its language", async ({
  ada,
  bob,
  visit,
}) => {
  const page = await visit(ada, { permissions: ["clipboard-read", "clipboard-write"] });
  const room = await openRoom(page);
  const other = await openRoom(await visit(bob));
  await room.write("```go");
  await page.keyboard.press("Enter");
  await page.keyboard.type("func f() int {");
  await page.keyboard.press("Enter");
  await page.keyboard.type("\treturn 1");
  await page.keyboard.press("Control+Enter");
  const code = "func f() int {\n\treturn 1";
  for (const { messages } of [room, other]) {
    const pre = messages.last().locator("pre");
    await expect(pre.locator(".k")).toHaveText(["func", "int", "return"]);
    await expect(pre.locator(".nf")).toHaveText("f");
    const colour = (element: Element) => getComputedStyle(element).color;
    expect(await pre.locator(".k").first().evaluate(colour)).not.toBe(await pre.evaluate(colour));
  }
  const pre = room.messages.last().locator("pre");
  await pre.hover();
  await pre.getByRole("button", { name: "Copy code" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code);

  await page.getByRole("textbox", { name: /^Message / }).focus();
  await page.keyboard.press("ArrowUp");
  const editor = page.locator(".edit trix-editor");
  await expect(editor).toBeFocused();
  await expect.poll(() => written(editor)).toBe(`<pre language="go">${code}</pre>`);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("23");
  await page.keyboard.press("Control+Enter");
  for (const { messages } of [room, other]) await expect(messages.last().locator("pre .m")).toHaveText("123");
  await expect(pre.getByRole("button", { name: "Copy code" })).toHaveCount(1);
});

test("emoji are found by name and picked by keyboard, for the text and for a boost", async ({
  ada,
  visit,
}) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  await room.write("hot ");
  await page.getByRole("button", { name: "Emoji" }).click();
  const find = page.getByRole("combobox", { name: "Find an emoji by name" });
  await expect(find).toBeFocused();
  expect((await page.locator(".emoji-picker").boundingBox())?.width, "room for eight").toBeGreaterThan(300);
  await page.keyboard.type("fire");
  const options = page.getByRole("listbox", { name: "Emoji" }).getByRole("option");
  await expect(options.first()).toHaveText("🔥");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(room.editor).toBeFocused();
  await expect(room.editor).toHaveText("hot 🔥");
  await page.getByRole("button", { name: "Emoji" }).click();
  await expect(find).toBeFocused();
  await find.fill("no such emoji");
  await expect(page.getByText("No emoji has such a name.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(find).toHaveCount(0);
  await expect(room.editor).toBeFocused();
  await page.keyboard.type(" stuff");
  await expect(room.editor).toHaveText("hot 🔥 stuff");
  await page.keyboard.press("Enter");

  await room.message("hot").hover();
  await room.message("hot").getByRole("button", { name: "Boost" }).click();
  await expect(options.first()).toHaveText("🔥"); // Used lately.
  await page.getByRole("combobox", { name: "An emoji, or a few words" }).fill("otter");
  await options.getByText("🦦").click();
  await expect(room.boost("hot", "🦦")).toBeVisible();
});

test("what is written is the same on other screens, and when it is edited", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  const room = await openRoom(page);
  const other = await openRoom(await visit(bob));
  const whole =
    '<h1>Title</h1><div>a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code> <a href="https://example.com/">f</a><br>g</div>' +
    '<blockquote>h</blockquote><ul><li>i<ul><li>j</li></ul></li></ul><ol><li>k</li></ol><pre language="go">l := 1\n\tm</pre><div>n</div>';
  await room.editor.evaluate((element, html) => {
    (element as HTMLElement & { editor: { loadHTML(html: string): void } }).editor.loadHTML(html);
  }, whole);
  await expect.poll(() => written(room.editor)).toBe(whole);
  await room.editor.focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  for (const { messages } of [room, other]) {
    const said = messages.last().locator(".message-text");
    for (const tag of ["h1", "strong", "em", "del", "code", "a", "blockquote", "ul ul li", "ol li", "pre"])
      await expect(said.locator(tag).first()).toBeVisible();
    await expect(said.locator("pre")).toHaveText("l := 1\n\tm");
  }
  await page.keyboard.press("ArrowUp");
  const editor = page.locator(".edit trix-editor");
  await expect(editor).toBeFocused();
  await expect.poll(() => written(editor)).toBe(whole);
  await page.keyboard.press("Escape");
  await expect(editor).toHaveCount(0);
  await expect(room.editor).toBeFocused();
});
