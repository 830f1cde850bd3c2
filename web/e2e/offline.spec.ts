import { textsOf } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const lost = "Reconnecting… what you write is kept.";
const waiting = "Goes out when you are connected again";

test("who was cut off while ten messages were posted has them all, once, when back", async ({
  ada,
  bob,
  line,
  visit,
}) => {
  const adas = await RoomScreen.open(await visit(ada));
  const bobs = await RoomScreen.open(await visit(bob, { through: line }));
  await adas.send("before");
  await expect(bobs.message("before")).toBeVisible();

  const heard = await bobs.status.evaluateHandle(listen);
  line.cut();
  await expect(bobs.status).toHaveText(lost);
  const missed = Array.from({ length: 10 }, (_, n) => `missed ${n}`);
  for (const text of missed) await adas.send(text);
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["before", ...missed]);

  line.restore();
  await expect.poll(() => bobs.texts()).toEqual(["before", ...missed]);
  await expect.poll(() => adas.texts()).toEqual(["before", ...missed]);
  await expect(bobs.status).toBeEmpty();
  expect(await heard.jsonValue()).toEqual([lost, "Connected again.", ""]);
});

test("a line that fell silent is noticed, and what was missed is fetched", async ({
  ada,
  bob,
  line,
  visit,
}) => {
  const bobs = await RoomScreen.open(await visit(bob, { through: line }));
  await ada.say("before");
  await expect(bobs.message("before")).toBeVisible();

  line.fallSilent();
  await ada.say("missed");
  await expect(bobs.status).toHaveText(lost);

  line.restore();
  await expect.poll(() => bobs.texts()).toEqual(["before", "missed"]);
});

test("a line that breaks again and again loses and doubles nothing", async ({ ada, bob, line, visit }) => {
  const bobs = await RoomScreen.open(await visit(bob, { through: line }));
  const fromAda = Array.from({ length: 40 }, (_, n) => `from Ada ${n}`);
  const posting = ada.sayAll(fromAda.slice(0, 20));
  for (let n = 0; n < 4; n++) {
    await bobs.send(`from Bob ${n}`);
    line.cut();
    await bobs.send(`from Bob, cut off ${n}`);
    line.restore();
    await ada.sayAll(fromAda.slice(20 + 5 * n, 25 + 5 * n));
  }
  await posting;

  await expect.poll(async () => (await ada.messages()).length).toBe(48);
  const said = textsOf(await ada.messages());
  expect(new Set(said).size).toBe(48);
  await expect.poll(() => bobs.texts()).toEqual(said);
});

test("what is written offline waits, and goes out once and in order", async ({ ada, bob, line, visit }) => {
  const adas = await RoomScreen.open(await visit(ada));
  const bobs = await RoomScreen.open(await visit(bob, { through: line }));
  line.cut();
  await expect(bobs.status).toHaveText(lost);
  const written = ["first", "second", "third"];
  for (const text of written) await bobs.send(text);
  await expect(bobs.messages.filter({ hasText: waiting })).toHaveCount(3);

  line.restore();
  await expect.poll(() => adas.texts()).toEqual(written);
  await expect(bobs.page.getByText(waiting)).toHaveCount(0);
  expect(await bobs.texts()).toEqual(written);
  expect(textsOf(await ada.messages())).toEqual(written);
});

test("what is written offline survives closing the page", async ({ bob, line, visit }) => {
  const page = await visit(bob, { through: line });
  const bobs = await RoomScreen.open(page);
  line.cut();
  await expect(bobs.status).toHaveText(lost);
  await bobs.send("first");
  await bobs.send("second");
  await page.goto("about:blank");

  line.restore();
  await RoomScreen.open(page);
  await expect.poll(async () => textsOf(await bob.messages())).toEqual(["first", "second"]);
  await expect.poll(() => bobs.texts()).toEqual(["first", "second"]);
  await expect(page.getByText(waiting)).toHaveCount(0);
});

test("after the server was killed and started again, everybody has everything once", async ({
  campfire,
  ada,
  bob,
  visit,
}) => {
  const adas = await RoomScreen.open(await visit(ada));
  const bobs = await RoomScreen.open(await visit(bob));
  await adas.send("before");
  await expect(bobs.message("before")).toBeVisible();

  await campfire.stop("SIGKILL");
  await adas.send("from Ada, meanwhile");
  await bobs.send("from Bob, meanwhile");
  for (const room of [adas, bobs]) await expect(room.status).toHaveText(lost);
  await campfire.start();

  const said = ["before", "from Ada, meanwhile", "from Bob, meanwhile"];
  await expect.poll(async () => textsOf(await ada.messages()).sort()).toEqual(said);
  const inOrder = textsOf(await ada.messages());
  await expect.poll(() => adas.texts()).toEqual(inOrder);
  await expect.poll(() => bobs.texts()).toEqual(inOrder);

  await adas.send("after");
  await expect.poll(() => bobs.texts()).toEqual([...inOrder, "after"]);
});

/** Runs in the page: keeps what a live region says, of which some passes quickly. */
function listen(region: Element): string[] {
  const heard: string[] = [];
  const note = () => heard.push(region.textContent?.trim() ?? "");
  new MutationObserver(note).observe(region, { childList: true, subtree: true, characterData: true });
  return heard;
}

test("what the header opens comes when the line is back, and the page stays meanwhile", async ({
  ada,
  visit,
}) => {
  const page = await visit(ada);
  await page.route(/\/assets\/involvement-menu-.*\.js/, (route) => route.abort());
  const room = await RoomScreen.open(page);
  await room.send("still here");
  await expect(room.message("still here")).toBeVisible();
  await page.unroute(/\/assets\/involvement-menu-.*\.js/);
  await expect(page.getByRole("button", { name: /^Notifications/ })).toBeVisible();
});
