import type { Page } from "@playwright/test";
import type { Campfire } from "./campfire";
import { password, textsOf } from "./person";
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

test("what was written for a room one is not in any more can be had back from where it was", async ({
  ada,
  bob,
  line,
  visit,
}) => {
  const room = await ada.makeRoom("Secret", { type: "closed", user_ids: [bob.id] });
  const page = await visit(bob, { through: line });
  const bobs = await RoomScreen.open(page, `/rooms/${room.id}`);
  line.cut();
  await bobs.send("for nobody");
  await expect(bobs.message(waiting)).toContainText("for nobody");
  await ada.removeMember(room.id, bob.id);
  line.restore();
  const left = page.getByRole("region", { name: "What you wrote here was not sent" }).getByRole("listitem");
  await expect(left).toContainText("for nobody");
  await expect(left.getByRole("alert")).toContainText("Not sent.");

  await page.getByRole("link", { name: "Go to All Talk" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "All Talk" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("A message of yours was not sent.")).toBeVisible();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("A message of yours was not sent.")).toHaveCount(0);
  await left.getByRole("button", { name: "Discard" }).click();
  await expect(left).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
  await expect(left).toHaveCount(0);
});

test("what waits when the session has ended goes out once its author has signed in again", async ({
  campfire,
  ada,
  bob,
  line,
  visit,
}) => {
  const page = await visit(bob, { through: line });
  const bobs = await RoomScreen.open(page);
  line.cut();
  await bobs.send("first");
  await bobs.send("second");
  await expect(bobs.message(waiting)).toHaveCount(2);
  await bob.endAllSessions();
  line.restore();
  await expect(page.getByText("what you wrote is kept")).toBeVisible();
  expect(await ada.messages()).toEqual([]);
  await page.getByLabel("Email").fill(bob.emailAddress);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["first", "second"]);
  await expect.poll(() => bobs.texts()).toEqual(["first", "second"]);
  expect(posts(campfire)).toEqual({ made: 2, repeated: 0 });
});

test("what was refused in another room is told of, with the way there", async ({ ada, bob, line, visit }) => {
  const design = await ada.makeRoom("Design");
  await ada.changeAccount({ settings: { restrict_mass_mentions_to_administrators: true } });
  const page = await visit(bob, { through: line });
  const bobs = await RoomScreen.open(page, `/rooms/${design.id}`);
  const talk = page.getByRole("navigation").getByRole("link", { name: /All Talk/ });
  await expect(talk).toBeVisible();
  line.cut();
  await bobs.send("@everyone lunch?");
  await bobs.send("the second");
  await expect(bobs.message(waiting)).toHaveCount(2);
  await talk.click();
  await expect(page.getByRole("heading", { level: 1, name: "All Talk" })).toBeVisible();
  line.restore();
  await expect(page.getByText("A message of yours in Design was not sent.")).toBeVisible();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(bobs.message("@everyone lunch?").getByRole("alert")).toContainText(
    "Not sent. Only administrators may mention @everyone here.",
  );
  expect(textsOf(await ada.messages(design.id))).toEqual(["the second"]);
});

test("what the device has no room for says so, holds the page, and goes out once", async ({
  campfire,
  ada,
  bob,
  line,
  visit,
}) => {
  const page = await visit(bob, { through: line });
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("The disk is full.", "QuotaExceededError");
    };
  });
  const bobs = await RoomScreen.open(page);
  await workerRuns(page);
  line.cut();
  await bobs.send("dear");
  await expect(bobs.message("dear")).toContainText("Leave this page open until then");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  line.restore();
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["dear"]);
  await expect(page.getByText(waiting)).toHaveCount(0);
  expect(posts(campfire)).toEqual({ made: 1, repeated: 0 });
});

test("signing out in one tab asks for what another has not sent, and leaves nothing of it", async ({
  bob,
  visit,
}) => {
  const page = await visit(bob);
  await page.context().addInitScript(withoutSync);
  const first = await RoomScreen.open(page);
  const second = await RoomScreen.open(await page.context().newPage());
  await first.page.route("**/api/rooms/1/messages", (route) => route.fulfill({ status: 503, json: {} }));
  await first.page.bringToFront();
  await first.send("unsent, with a secret");
  await second.page.bringToFront();
  await expect(second.message("unsent, with a secret")).toBeVisible();
  await second.page.getByRole("button", { name: "Bob, your menu" }).click();
  await second.page.getByRole("button", { name: "Sign out" }).click();
  await second.page.getByRole("button", { name: "Sign out and lose it" }).click();
  for (const { page } of [first, second]) await expect(page.getByLabel("Password")).toBeVisible();
  await expect.poll(() => kept(second.page)).not.toContain("secret");
});

test("without a line a page of the app is shown, and nothing of it for a program's address", async ({
  ada,
  line,
  visit,
}) => {
  const page = await visit(ada, { through: line });
  await RoomScreen.open(page);
  await workerRuns(page);
  line.cut();
  for (const path of ["/health", "/up", "/api/docs"])
    await expect(page.goto(path), path).rejects.toThrow("net::ERR");
  await RoomScreen.open(await page.context().newPage());
});

/** Runs in the page: takes Background Synchronization away, which not every browser has. */
function withoutSync(): void {
  Reflect.deleteProperty(ServiceWorkerRegistration.prototype, "sync");
}

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
