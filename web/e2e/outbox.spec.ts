import type { Page } from "@playwright/test";
import type { Campfire } from "./campfire";
import { textsOf } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";
import { workerRuns } from "./worker";

test.use({ serviceWorkers: "allow" });

const waiting = "Goes out when you are connected again";

test("what is written offline outlives the page, is there when it is opened offline, and goes out once", async ({
  campfire,
  ada,
  bob,
  line,
  visit,
}) => {
  await ada.say("before");
  const page = await visit(bob, { through: line });
  const before = await RoomScreen.open(page);
  await workerRuns(page);
  await expect(before.message("before")).toBeVisible();
  line.cut();
  await before.send("first");
  await before.send("second");
  await expect(before.messages.filter({ hasText: waiting })).toHaveCount(2);
  await closed(page);

  const bobs = await RoomScreen.open(await page.context().newPage());
  await expect(bobs.status).toHaveText("No connection. What you write is kept.");
  await expect.poll(() => bobs.texts()).toEqual(["before", "first", "second"]);
  await bobs.send("third");
  await expect(bobs.messages.filter({ hasText: waiting })).toHaveCount(3);

  line.restore();
  const said = ["before", "first", "second", "third"];
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(said);
  await expect(bobs.page.getByText(waiting)).toHaveCount(0);
  await expect.poll(() => bobs.texts()).toEqual(said);
  expect(posts(campfire)).toEqual({ made: 4, repeated: 0 });
});

test("of two tabs one sends, each message once, and both show it", async ({
  campfire,
  ada,
  bob,
  line,
  visit,
}) => {
  const page = await visit(bob, { through: line });
  const first = await RoomScreen.open(page);
  const second = await RoomScreen.open(await page.context().newPage());
  await workerRuns(page);
  line.cut();
  for (const n of [1, 2, 3]) {
    await first.page.bringToFront();
    await first.send(`first ${n}`);
    await second.page.bringToFront();
    await second.send(`second ${n}`);
  }

  line.restore();
  await expect.poll(async () => (await ada.messages()).length).toBe(6);
  const said = textsOf(await ada.messages());
  for (const tab of ["first", "second"])
    expect(said.filter((text) => text.startsWith(tab))).toEqual([1, 2, 3].map((n) => `${tab} ${n}`));
  for (const tab of [first, second]) {
    await expect.poll(() => tab.texts()).toEqual(said);
    await expect(tab.page.getByText(waiting)).toHaveCount(0);
  }
  expect(posts(campfire)).toEqual({ made: 6, repeated: 0 });
});

test("what is written offline is sent with the page closed, once and in order", async ({
  campfire,
  ada,
  bob,
  visit,
}) => {
  const page = await visit(bob);
  const bobs = await RoomScreen.open(page);
  await workerRuns(page);
  const context = page.context();
  await context.setOffline(true);
  await bobs.send("first");
  await bobs.send("second");
  await expect(bobs.messages.filter({ hasText: waiting })).toHaveCount(2);
  await expect.poll(() => page.evaluate(syncs)).toEqual(["campfire-outbox"]);
  await closed(page);

  await context.setOffline(false);
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["first", "second"]);
  const again = await RoomScreen.open(await context.newPage());
  await expect.poll(() => again.texts()).toEqual(["first", "second"]);
  await expect(again.page.getByText(waiting)).toHaveCount(0);
  expect(posts(campfire)).toEqual({ made: 2, repeated: 0 });
});

test("signing out leaves nothing of a person on the device", async ({ ada, bob, line, visit }) => {
  await ada.say("a secret");
  const page = await visit(bob, { through: line });
  const bobs = await RoomScreen.open(page);
  await workerRuns(page);
  await expect(bobs.message("a secret")).toBeVisible();
  await expect.poll(async () => (await kept(page)).includes("a secret")).toBe(true);
  line.cut();
  await bobs.send("unsent, with a secret");
  await bobs.write("a draft, with a secret");
  await expect.poll(async () => (await kept(page)).includes("a draft, with")).toBe(true);
  line.restore();
  await expect(page.getByText(waiting)).toHaveCount(0);

  await page.getByRole("button", { name: "Bob, your menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Password")).toBeVisible();
  await expect.poll(() => kept(page)).not.toContain("secret");
  expect(await kept(page)).not.toContain("Bob");
  const paths = await page.evaluate(cached);
  expect(paths).toContain("/");
  expect(
    paths.filter((path) => path !== "/" && path !== "/icon.svg" && !path.startsWith("/assets/")),
  ).toEqual([]);

  line.cut();
  await page.goto("/rooms/1");
  await expect(page.getByText("Campfire does not answer")).toBeVisible();
});

/** Closes a page as a person does, so that it is told. */
async function closed(page: Page): Promise<void> {
  const gone = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await gone;
}

/** What the server answered to those who posted, by its log: a new message, or one it had already. */
function posts({ log }: Campfire): { made: number; repeated: number } {
  const lines = log.split("\n").filter((text) => text.includes('POST /api/rooms/{room}/messages"'));
  return {
    made: lines.filter((text) => text.includes("status=201")).length,
    repeated: lines.filter((text) => text.includes("status=200")).length,
  };
}

/** Runs in the page: what the browser is to do in the background. */
async function syncs(): Promise<string[]> {
  const registration = await navigator.serviceWorker.ready;
  return (registration as unknown as { sync: { getTags(): Promise<string[]> } }).sync.getTags();
}

/** All that the page and the worker have stored but for the app itself. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("campfire");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = [...database.objectStoreNames].map(
      (name) =>
        new Promise((resolve) => {
          const request = database.transaction(name).objectStore(name).getAll();
          request.onsuccess = () => resolve(request.result);
        }),
    );
    const stored = await Promise.all(all);
    database.close();
    return JSON.stringify([stored, { ...localStorage }, { ...sessionStorage }]);
  });
}

/** Runs in the page: the paths of all that the worker keeps. */
async function cached(): Promise<string[]> {
  const names = await caches.keys();
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().map(({ url }) => new URL(url).pathname);
}
