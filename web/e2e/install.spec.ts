import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
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
