import { phone } from "./devices";
import { holdAnswers } from "./hold";
import { paste } from "./paste";
import { textsOf } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const posting = "**/api/rooms/1/messages";
const editorChunk = /assets\/trix-editor-.*\.js/;

test("a message the server refuses says so, can be copied, and goes out once on Retry", async ({
  ada,
  visit,
}) => {
  const page = await visit(ada, { permissions: ["clipboard-read", "clipboard-write"] });
  const room = await RoomScreen.open(page);
  const problem = { status: 500, code: "internal", detail: "Something went wrong on our side." };
  await page.route(posting, (route) => route.fulfill({ status: 500, json: problem }), { times: 1 });
  await room.send("hear me");

  const failed = room.message("hear me");
  await expect(failed.getByRole("alert")).toContainText("Not sent. Something went wrong on our side.");
  await failed.getByRole("button", { name: "Copy" }).click();
  await expect(failed.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("hear me");

  await page.reload();
  await failed.getByRole("button", { name: "Retry" }).click();
  await expect(failed.getByRole("alert")).toHaveCount(0);
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["hear me"]);
  expect(await room.texts()).toEqual(["hear me"]);
});

test("a refused message can be discarded, and stays away", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await page.route(posting, (route) => route.fulfill({ status: 422, json: {} }), { times: 1 });
  await room.send("never mind");
  await room.send("this one counts");

  const refused = room.message("never mind");
  await refused.getByRole("button", { name: "Discard" }).click();
  await expect(refused).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(refused.getByRole("alert")).toContainText("Not sent.");
  await refused.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => room.texts()).toEqual(["this one counts"]);
  await page.reload();
  await expect.poll(() => room.texts()).toEqual(["this one counts"]);
  expect(textsOf(await ada.messages())).toEqual(["this one counts"]);
});

test("a server that is busy is asked again without anybody's help", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  const busy = { status: 503, headers: { "Retry-After": "1" }, json: {} };
  await page.route(posting, (route) => route.fulfill(busy), { times: 1 });
  await room.send("first");
  await room.send("second");

  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["first", "second"]);
  await expect.poll(() => room.texts()).toEqual(["first", "second"]);
});

test("a message whose answer got lost is not posted twice", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await page.route(
    posting,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await room.send("once");
  await room.send("then this");

  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["once", "then this"]);
  await expect.poll(() => room.texts()).toEqual(["once", "then this"]);
});

test("a message that is too long says so and stays, whole", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(page.locator("trix-editor")).toBeVisible();
  await room.editor.click();
  const long = "all work and no play ".repeat(2_000);
  await page.keyboard.insertText(long);
  await page.getByRole("button", { name: "Send message" }).click();
  const composer = page.getByRole("form", { name: /^Message / });
  await expect(composer.getByRole("alert")).toHaveText(/longer than one message can be/);
  await expect(room.editor).toHaveText(long.trimEnd());
  await expect(room.messages).toHaveCount(0);

  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("in short");
  await expect(composer.getByRole("alert")).toHaveCount(0);
  for (const [lines, more] of [
    ["a line of a log\n".repeat(20_000), ", "],
    ["x\n".repeat(10_000), "again"], // Few letters, but each line is an element.
  ] as const) {
    await paste(page, { "text/plain": lines });
    await expect(composer.getByRole("alert")).toHaveText(/more than one message can have/);
    await page.keyboard.type(more);
    await expect(composer.getByRole("alert")).toHaveCount(0);
  }
  await expect(room.editor).toHaveText("in short, again");
  const rich = ' <b>word</b> <a href="https://example.com/somewhere">here</a> '.repeat(600);
  await paste(page, { "text/plain": " word here".repeat(600), "text/html": rich });
  await expect(page.getByText(/its words alone were pasted/)).toBeVisible();
  await expect(room.editor).toHaveText(`in short, again${" word here".repeat(600)}`);
  await expect(room.editor.locator("strong, a")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(room.editor).toHaveText("in short, again");
  await page.keyboard.press("Enter");
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["in short, again"]);
});

test("what is written while a hundred messages wait says so and stays", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.route(posting, (route) => route.abort());
  await RoomScreen.open(page);
  await page.evaluate(fillOutbox, ada.id);
  const room = await RoomScreen.open(page);
  await expect(room.messages).toHaveCount(100);
  await room.send("one too many");
  const composer = page.getByRole("form", { name: /^Message / });
  await expect(composer.getByRole("alert")).toHaveText(/A hundred messages are waiting/);
  await expect(room.editor).toHaveText("one too many");
  await expect(room.messages).toHaveCount(100);
});

test("a draft survives a reload, until it is sent", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await room.write("half a thought");
  await page.reload();
  await expect(room.editor).toHaveText("half a thought");

  await room.write(", finished");
  await page.keyboard.press("Enter");
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["half a thought, finished"]);
  await page.reload();
  await expect(room.message("half a thought, finished")).toBeVisible();
  await expect(room.editor).toHaveText("");
});

test("a draft survives what is sent from another tab of the same room", async ({ ada, visit }) => {
  const page = await visit(ada);
  const first = await RoomScreen.open(page);
  const second = await RoomScreen.open(await page.context().newPage());
  await first.write("in the first tab");
  await second.send("from the second tab");
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["from the second tab"]);
  await page.reload();
  await expect(first.editor).toHaveText("in the first tab");
});

test("a draft goes with me to another device, where it is sent or thrown away for both", async ({
  ada,
  visit,
}) => {
  const design = await ada.makeRoom("Design");
  const desk = await RoomScreen.open(await visit(ada));
  const train = await RoomScreen.open(await visit(ada), `/rooms/${design.id}`);
  await desk.write("half a **thought**");
  const entry = train.page.getByRole("link", { name: /All Talk/ });
  await expect(entry.getByRole("img", { name: "A draft is waiting" })).toBeVisible();
  await entry.click();
  await expect(train.editor).toHaveText("half a thought");
  await expect(train.editor.locator("strong")).toHaveText("thought");
  await train.write(", finished");
  await train.page.keyboard.press("Enter");
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["half a thought, finished"]);
  await desk.page.reload();
  await expect(desk.message("half a thought, finished")).toBeVisible();
  await expect(desk.editor).toHaveText("");
});

test("what is being written is not replaced by what is written elsewhere", async ({ ada, visit }) => {
  const desk = await RoomScreen.open(await visit(ada));
  const train = await RoomScreen.open(await visit(ada));
  await expect(train.page.locator("trix-editor")).toBeVisible();
  await train.page.route("**/api/rooms/1/draft*", (route) => route.abort());
  await train.write("begun on the train");
  const saved = desk.page.waitForResponse("**/api/rooms/1/draft");
  await desk.write("begun at the desk");
  await saved;
  await expect(train.editor).toHaveText("begun on the train");
  await train.page.unroute("**/api/rooms/1/draft*");
  const refused = train.page.waitForResponse("**/api/rooms/1/draft");
  await train.write(" and on");
  expect((await refused).status()).toBe(409);
  await train.page.reload();
  await expect(train.editor).toHaveText("begun on the train and on");
  await desk.page.reload();
  await expect(desk.editor).toHaveText("begun at the desk");
});

test("a draft of a closed tab is shown in the next one, until something is made of it", async ({
  ada,
  visit,
}) => {
  const page = await visit(ada);
  const context = page.context();
  await (await RoomScreen.open(page)).write("half a thought");
  await Promise.all([page.waitForEvent("close"), page.close({ runBeforeUnload: true })]);
  const second = await RoomScreen.open(await context.newPage());
  await expect(second.editor).toHaveText("half a thought");
  await second.page.reload();
  await expect(second.editor).toHaveText("half a thought");
  await second.write(", finished");
  await second.page.keyboard.press("Enter");
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["half a thought, finished"]);
  const third = await RoomScreen.open(await context.newPage());
  await expect(third.message("half a thought, finished")).toBeVisible();
  await expect(third.editor).toHaveText("");
});

test("the last letter is kept when the page or the room goes before the next frame", async ({
  ada,
  visit,
}) => {
  await ada.makeRoom("Design");
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(page.locator("trix-editor")).toBeVisible();
  await room.editor.click();
  const typing = { inputType: "insertText", bubbles: true, cancelable: true };
  const kept = await room.editor.evaluate((editor, input) => {
    editor.dispatchEvent(new InputEvent("beforeinput", { ...input, data: "half a tho" }));
    window.dispatchEvent(new Event("pagehide"));
    return JSON.stringify(localStorage);
  }, typing);
  expect(kept).toContain("half a tho");
  await room.editor.evaluate((editor, input) => {
    editor.dispatchEvent(new InputEvent("beforeinput", { ...input, data: "ught" }));
    document.querySelector<HTMLElement>('a[href="/rooms/2"]')?.click();
  }, typing);
  await expect(page.getByRole("heading", { level: 1, name: "Design" })).toBeVisible();
  await page.goBack();
  await expect(room.editor).toHaveText("half a thought");
});

test("what is typed while the rich editor loads is kept", async ({ ada, visit }) => {
  const page = await visit(ada);
  const chunk = await holdAnswers(page, editorChunk);
  const room = await RoomScreen.open(page);
  const text = "The quick brown fox jumps over the lazy dog, and the lazy dog does not mind at all. ";
  await room.write(text);
  chunk.letIn();
  await page.keyboard.type(text.repeat(2));
  await expect(page.locator("trix-editor")).toBeVisible();
  await page.keyboard.press("End");
  await page.keyboard.type("The end");
  await expect(room.editor).toHaveText(`${text.repeat(3)}The end`);
});

test("the rich editor takes over an empty line at the end", async ({ ada, visit }) => {
  const page = await visit(ada);
  const chunk = await holdAnswers(page, editorChunk);
  const room = await RoomScreen.open(page);
  await room.write("first");
  await page.keyboard.press("Shift+Enter");
  chunk.letIn();
  await expect(page.locator("trix-editor")).toBeVisible();
  await page.keyboard.type("second");
  await expect.poll(() => room.editor.innerText()).toBe("first\nsecond");
});

test("the rich editor takes over the place in the text", async ({ ada, visit }) => {
  const page = await visit(ada);
  const chunk = await holdAnswers(page, editorChunk);
  const room = await RoomScreen.open(page);
  await room.write("a end");
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowLeft");
  chunk.letIn();
  await expect(page.locator("trix-editor")).toBeVisible();
  await page.keyboard.type("good ");
  await expect.poll(() => room.editor.innerText()).toBe("a good end");
});

for (const when of ["before", "after"] as const) {
  test(`Enter right ${when} the rich editor takes over breaks the line once, though no frame is drawn meanwhile`, async ({
    ada,
    visit,
  }) => {
    const page = await visit(ada, phone);
    const chunk = await holdAnswers(page, editorChunk);
    const room = await RoomScreen.open(page);
    await room.editor.tap();
    await page.keyboard.type("first line");
    const frames = await page.evaluateHandle(holdFrames);
    if (when === "before") await page.keyboard.press("Enter");
    chunk.letIn();
    await expect(page.locator("trix-editor")).toBeFocused();
    if (when === "after") await page.keyboard.press("Enter");
    await page.keyboard.type("second line");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("last");
    await frames.evaluate((letIn) => letIn());
    await page.getByRole("button", { name: "Send message" }).tap();
    await expect.poll(async () => textsOf(await ada.messages())).toEqual(["first line\nsecond line\n\nlast"]);
  });
}

test("without the rich editor one can write all the same", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.route(editorChunk, (route) => route.abort());
  const room = await RoomScreen.open(page);
  await room.write("a < b & c");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await page.keyboard.press("Enter");

  await expect(room.message("a < b & c")).toBeVisible();
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["a < b & c\nsecond line"]);
});

test("bold text and a list are sent as such", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await page.getByRole("button", { name: "Formatting" }).click();
  const toolbar = page.getByRole("toolbar", { name: "Formatting" });
  await toolbar.getByRole("button", { name: "Bold" }).click();
  await page.keyboard.type("strong");
  await toolbar.getByRole("button", { name: "Bold" }).click();
  await page.keyboard.type(" words");
  await page.keyboard.press("Enter");
  await toolbar.getByRole("button", { name: "Bulleted list" }).click();
  await page.keyboard.type("a point");
  await page.keyboard.press("Control+Enter");

  const message = room.messages.last();
  await expect(message.locator("strong")).toHaveText("strong");
  await expect(message.getByRole("listitem")).toHaveText("a point");
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["strong words\n• a point"]);
});

/** Runs in the page: draws no frame of the app's any more, as on a busy machine. The returned function ends that. */
function holdFrames(): () => void {
  const draw = requestAnimationFrame;
  const held: FrameRequestCallback[] = [];
  globalThis.requestAnimationFrame = (callback) => -held.push(callback);
  return () => {
    globalThis.requestAnimationFrame = draw;
    for (const callback of held) draw(callback);
  };
}

/** Runs in the page: has a hundred messages of somebody wait, as if they had written them without a line. */
async function fillOutbox(userID: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("campfire");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction("unsent", "readwrite");
  for (let n = 0; n < 100; n++) {
    const clientMessageID = `waiting-${n}`;
    const writtenAt = Date.now() + n;
    const waits = { userID, clientMessageID, roomID: 1, body: `${n}`, writtenAt, state: "waiting" };
    transaction.objectStore("unsent").put(waits);
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  });
  database.close();
}
