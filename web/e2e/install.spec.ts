import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { phone } from "./devices";
import type { Person } from "./person";
import { test as base, expect } from "./test";
import { workerRuns } from "./worker";

/** Only a browser that keeps a profile installs apps. */
const test = base.extend<{ open(person: Person): Promise<Page> }>({
  open: async ({ campfire, launchOptions }, use) => {
    const profile = await mkdtemp(join(tmpdir(), "profile-"));
    let context: BrowserContext | undefined;
    await use(async (person) => {
      context = await chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: campfire.url });
      const [name = "", value = ""] = person.cookie.split("=", 2);
      await context.addCookies([{ name, value, url: campfire.url }]);
      return context.newPage();
    });
    await context?.close();
    await rm(profile, { recursive: true, force: true });
  },
});

test.use({ serviceWorkers: "allow" });

test("the browser finds nothing that keeps the app from being installed", async ({ ada, open }) => {
  const page = await open(ada);
  await page.goto("/rooms/1");
  await workerRuns(page);
  const devtools = await page.context().newCDPSession(page);
  expect((await devtools.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);

  const { data, errors, url } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(new URL(url).pathname).toBe("/webmanifest");
  const manifest = JSON.parse(data ?? "");
  expect(manifest).toMatchObject({ id: "/", name: "Hearth", short_name: "Hearth", display: "standalone" });
  expect((await devtools.send("Page.getAppId")).appId).toBe(page.url().replace(/\/rooms\/1$/, "/"));

  for (const { src, sizes, type } of manifest.icons) {
    const icon = await page.request.get(src);
    expect(icon.headers()["content-type"]).toBe(type);
    if (type !== "image/png") continue;
    const width = (await icon.body()).readUInt32BE(16);
    const height = (await icon.body()).readUInt32BE(20);
    expect(`${width}x${height}`).toBe(sizes);
  }
  expect(manifest.icons.map((icon: { purpose: string }) => icon.purpose)).toContain("maskable");
  for (const shortcut of manifest.shortcuts) {
    await page.goto(shortcut.url);
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).not.toHaveText(/no such page/);
  }
});

test("where the browser offers to install the app, my menu and profile do", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.goto("/users/me/profile");
  await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Install Campfire", includeHidden: true })).toHaveCount(0);
  const asked = await page.evaluateHandle(offerToInstall);
  await expect(page.getByRole("main").getByRole("button", { name: "Install Campfire" })).toBeVisible();
  await page.getByRole("button", { name: "Ada, your menu" }).click();
  await page.getByRole("navigation").getByRole("button", { name: "Install Campfire" }).click();
  expect(await asked.jsonValue()).toEqual(["kept quiet", "asked"]);
  await expect(page.getByRole("button", { name: "Install Campfire", includeHidden: true })).toHaveCount(0);
});

test("on an iPhone the profile says how the app gets on the Home Screen", async ({ ada, visit }) => {
  const page = await visit(ada, {
    ...phone,
    userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
  });
  await page.goto("/users/me/profile");
  await expect(page.getByText(/tap Share in Safari, then “Add to Home Screen”/)).toBeVisible();
});

test("the app's badge says how much is unread, and nothing once one is signed out", async ({
  ada,
  bob,
  visit,
}) => {
  const page = await visit(bob);
  await page.addInitScript(noteBadge);
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  const badge = () => page.evaluate(() => (globalThis as { badge?: number | undefined }).badge);
  await ada.sayAll(["one", "two"]);
  await expect.poll(badge).toBe(2);
  await page.getByRole("button", { name: "Bob, your menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Password")).toBeVisible();
  await expect.poll(badge).toBe(0);
});

test("without a badge for apps nothing is amiss", async ({ ada, bob, visit }) => {
  const page = await visit(bob);
  await page.addInitScript(() => {
    for (const name of ["setAppBadge", "clearAppBadge"]) Reflect.deleteProperty(Navigator.prototype, name);
  });
  await page.goto("/inbox");
  await ada.say("one");
  await expect(page).toHaveTitle("(1) Inbox · Campfire");
});

/** Runs in the page: does as a browser that would install the app, and keeps what it is told. */
function offerToInstall(): string[] {
  const heard: string[] = [];
  const offer = new Event("beforeinstallprompt", { cancelable: true });
  Object.assign(offer, { prompt: async () => void heard.push("asked") });
  if (!dispatchEvent(offer)) heard.push("kept quiet");
  return heard;
}

/** Runs in the page: keeps what its badge says. */
function noteBadge(): void {
  const noted = globalThis as { badge?: number | undefined };
  navigator.setAppBadge = async (count) => {
    noted.badge = count;
  };
  navigator.clearAppBadge = async () => {
    noted.badge = 0;
  };
}
