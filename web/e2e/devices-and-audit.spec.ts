import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Person } from "./person";
import { expect, test } from "./test";

/** What axe finds that keeps somebody out. */
async function barriers(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
}

test("a second browser signs in by the link, once, and the first sees it come", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.goto("/users/me/devices");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByLabel("Sign-in link").inputValue();
  const code = page.getByRole("img", { name: "The link as a QR code" });
  await expect.poll(() => code.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await expect(page.getByRole("timer")).toHaveText(/Works for another 1[45]:\d\d/);
  expect(await barriers(page)).toEqual([]);

  const second = await visit();
  await second.goto(link);
  await expect(second.getByRole("button", { name: "Sign in as Ada" })).toBeVisible();
  expect(await barriers(second)).toEqual([]);
  await second.reload(); // Looking at it uses nothing up.
  await second.getByRole("button", { name: "Sign in as Ada" }).click();
  await expect(second.getByRole("heading", { name: "All Talk", exact: true })).toBeVisible();

  await expect(page.getByLabel("Sign-in link")).toBeHidden();
  await expect(page.getByRole("listitem").filter({ hasText: "Active today" }).first()).toBeVisible();
  const third = await visit();
  await third.goto(link);
  await expect(third.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});

test("a link that was taken back signs nobody in", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.goto("/users/me/devices");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByLabel("Sign-in link").inputValue();
  const second = await visit();
  await second.goto(link);
  await expect(second.getByRole("button", { name: "Sign in as Ada" })).toBeVisible();
  await page.getByRole("button", { name: "Take the link back" }).click();
  await expect(page.getByRole("button", { name: "Make a link" })).toBeVisible();
  await second.getByRole("button", { name: "Sign in as Ada" }).click();
  await expect(second.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});

test("a device that is signed out sees it at once", async ({ campfire, ada, visit }) => {
  const phone = await Person.signIn(campfire.url, "Ada");
  const page = await visit(ada);
  await page.goto("/users/me/devices");
  const elsewhere = await visit(phone);
  await elsewhere.goto("/");
  await expect(elsewhere.getByRole("heading", { name: "All Talk", exact: true })).toBeVisible();
  const others = page.getByRole("button", { name: /^Sign out (?!all)/ });
  await expect(others).toHaveCount(1);

  await others.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  await expect(others).toBeFocused();
  await others.press("Enter");
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(elsewhere.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await expect(page.getByText("You are signed in on no other device.")).toBeVisible();
});

test("administrators read and filter the audit log, members are told whom to ask", async ({
  ada,
  bob,
  visit,
}) => {
  const page = await visit(ada);
  await page.goto("/");
  await page.getByRole("button", { name: "Ada, your menu" }).click();
  await page.getByRole("link", { name: "Audit log" }).click();
  const log = page.getByRole("list", { name: "Entries, newest first" });
  await expect(log.getByText("Bob joined")).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  await log.getByRole("button", { name: "Bob" }).first().click();
  await expect(page.getByRole("button", { name: "Show everybody, not only Bob" })).toBeVisible();
  await expect(log.getByText("Ada set this Campfire up")).toBeHidden();
  await page.getByRole("button", { name: "Show everybody, not only Bob" }).click();
  await page.getByLabel("Who").fill("nobody");
  await expect(page.getByText("Nobody here is called “nobody”.")).toBeVisible();
  await page.getByLabel("Who").fill("bo");
  await page.getByLabel("Who").press("Enter");
  await page.getByRole("button", { name: "Show everybody, not only Bob" }).click();
  await page.getByLabel("What").selectOption("Account");
  await expect(log.getByRole("listitem")).toHaveText([/Ada set this Campfire up/]);
  await page.getByLabel("What").selectOption("Bots");
  await expect(page.getByText("Nothing like that was written down.")).toBeVisible();

  const bobs = await visit(bob);
  await bobs.goto("/account/audit");
  await expect(bobs.getByText("The audit log is for administrators.")).toBeVisible();
});

test("a program acts for somebody with a token, as far as it reaches, until it is revoked", async ({
  campfire,
  ada,
  visit,
}) => {
  const page = await visit(ada);
  await page.goto("/users/me/devices");
  await page.getByRole("button", { name: "New access token" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "New access token" })).toBeFocused();
  await page.getByRole("button", { name: "New access token" }).click();
  await page.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByText("Say what the token is for")).toBeVisible();
  await page.getByLabel("What for").fill("Backup script");
  await page.getByLabel("It may").selectOption("Read what you can read");
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await page.getByLabel("Access token Backup script").inputValue();
  expect(await barriers(page)).toEqual([]);

  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const ask = async (method: string, path: string, body: string | null = null) =>
    (await fetch(campfire.url + path, { method, headers, body })).status;
  expect(await ask("GET", "/api/rooms")).toBe(200);
  expect(await ask("POST", "/api/rooms", '{"type":"open","name":"Made by a script"}')).toBe(403);

  await page.reload();
  await expect(page.getByLabel("Access token Backup script")).toHaveCount(0);
  const row = page.getByRole("listitem").filter({ hasText: "Backup script" });
  await expect(row).toContainText("Used today");
  await row.getByRole("button", { name: "Revoke Backup script" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row).toHaveCount(0);
  expect(await ask("GET", "/api/rooms")).toBe(401);
});
