import type { Page } from "@playwright/test";
import { Deployment } from "./deployment";
import { textsOf } from "./person";
import { RoomScreen } from "./room";
import { test as base, expect } from "./test";
import { workerRuns } from "./worker";

const test = base.extend<{ deployment: Deployment }>({
  deployment: async ({ campfire }, use) => {
    const deployment = await Deployment.of(campfire.url);
    await use(deployment);
    await deployment.close();
  },
});

test.use({ serviceWorkers: "allow" });

const posting = "**/api/rooms/1/messages";

test("a new version is offered and never forced, and takes over with what was being written", async ({
  campfire,
  ada,
  deployment,
  visit,
}) => {
  const page = await visit(ada, { through: deployment });
  const room = await RoomScreen.open(page);
  await workerRuns(page);
  await room.write("half a thought");
  const before = await entryOf(page);

  await campfire.stop();
  deployment.deploy();
  await campfire.start();
  const notice = page.getByText("A new version of Campfire is here.");
  await expect(notice).toBeVisible();
  await expect(room.editor).toHaveText("half a thought");
  expect(await entryOf(page)).toBe(before);
  await expect.poll(() => shells(page)).toContain("campfire-shell-version-1");
  await page.getByRole("link", { name: "Inbox" }).click(); // Of the old version, which the worker has.
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  await page.goBack();

  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => entryOf(page)).not.toBe(before);
  await expect(room.editor).toHaveText("half a thought");
  await expect(notice).toHaveCount(0);

  deployment.deploy();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect.poll(() => shells(page)).toEqual(["campfire-shell-version-1", "campfire-shell-version-2"]);
});

test("what waits to be sent when a new version takes over goes out once", async ({
  campfire,
  ada,
  deployment,
  visit,
}) => {
  const page = await visit(ada, { through: deployment });
  // Not every browser sends in the background; here it would before the new version is there.
  await page.addInitScript(() => Reflect.deleteProperty(ServiceWorkerRegistration.prototype, "sync"));
  const room = await RoomScreen.open(page);
  await workerRuns(page);
  await page.route(posting, (route) => route.abort());
  await room.send("first");
  await room.send("second");
  await expect(room.message("Goes out when you are connected again")).toHaveCount(2);
  deployment.deploy();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect.poll(() => shells(page)).toContain("campfire-shell-version-1");
  await page.unroute(posting);
  await page.reload();
  await expect.poll(async () => textsOf(await ada.messages())).toEqual(["first", "second"]);
  await expect.poll(() => room.texts()).toEqual(["first", "second"]);
  expect(campfire.log.split('POST /api/rooms/{room}/messages"')).toHaveLength(3);
});

test("a page whose part is gone with the old version says so and offers to reload", async ({
  ada,
  deployment,
  visit,
}) => {
  const page = await visit(ada, { through: deployment, serviceWorkers: "block" });
  const room = await RoomScreen.open(page);
  await room.write("half a thought");
  await expect(room.editor).toHaveText("half a thought");
  deployment.deploy();
  await page.getByRole("button", { name: "Ada, your menu" }).click();
  await page.getByRole("link", { name: "Team settings" }).click();
  const main = page.getByRole("main");
  await expect(
    main.getByText("Campfire was updated, and this page is part of the new version."),
  ).toBeVisible();
  await main.getByRole("button", { name: "Reload" }).click();
  await expect(main.getByRole("heading", { level: 1, name: "Team settings" })).toBeVisible();
  await RoomScreen.open(page);
  await expect(room.editor).toHaveText("half a thought");
});

test("a page that is not there yet without a line says what it waits for, and comes", async ({
  ada,
  line,
  visit,
}) => {
  const page = await visit(ada, { through: line, serviceWorkers: "block" });
  await RoomScreen.open(page);
  line.cut();
  await page.getByRole("button", { name: "Ada, your menu" }).click();
  await page.getByRole("link", { name: "Team settings" }).click();
  await expect(page.getByText("This page comes as soon as there is a connection.")).toBeVisible();
  line.restore();
  await expect(page.getByRole("heading", { level: 1, name: "Team settings" })).toBeVisible();
});

/** The script the page began with, which is another for each version. */
function entryOf(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.querySelector('script[type="module"]')?.getAttribute("src"));
}

/** Under which names the worker keeps the app. */
function shells(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}
