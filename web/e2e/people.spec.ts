import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { phone } from "./devices";
import { password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("who is banned is shown the door at once, and comes back when the ban is lifted", async ({
  ada,
  bob,
  visit,
}) => {
  const his = await visit(bob);
  await his.goto("/rooms/1");
  await expect(his.getByRole("textbox", { name: "Message" })).toBeVisible();
  await bob.sayAll(["<div>spam one</div>", "<div>spam two</div>"]);
  const hers = await visit(ada);
  await hers.goto("/rooms/1");
  await expect(hers.getByText("spam two")).toBeVisible();

  await hers.goto(`/users/${bob.id}`);
  await hers.getByRole("button", { name: "Ban…" }).click();
  const dialog = hers.getByRole("dialog", { name: "Ban Bob?" });
  await dialog.getByLabel("For good").check();
  await expect(dialog.getByLabel("Remove their messages")).toBeChecked();
  await dialog.getByRole("button", { name: "Ban", exact: true }).click();
  await expect(his.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await expect(hers.getByText("Their 2 messages were removed.")).toBeVisible();

  await his.getByLabel("Email").fill(bob.emailAddress);
  await his.getByLabel("Password").fill(password);
  await his.getByRole("button", { name: "Sign in" }).click();
  await expect(his.getByRole("alert")).toContainText("You are banned from this Campfire");

  await hers.getByRole("button", { name: "Lift the ban" }).click();
  await expect(hers.getByRole("button", { name: "Ban…" })).toBeVisible();
  await his.getByRole("button", { name: "Sign in" }).click();
  await expect(his.getByRole("textbox", { name: "Message" })).toBeVisible();
  await expect(his.getByText("spam two")).toHaveCount(0);
});

test("a new name is seen by the others without their doing anything", async ({ ada, bob, visit }) => {
  await bob.say("<div>hello from me</div>");
  const hers = await visit(ada);
  const room = await RoomScreen.open(hers);
  const message = room.message("hello from me");
  await expect(message).toContainText("Bob");
  await room.write("hello to you, @Bo");
  await expect(hers.getByRole("option", { name: "Bob" })).toBeVisible();
  await hers.keyboard.press("Enter");
  await hers.keyboard.press("Enter");
  await expect(room.message("hello to you").locator(".mention")).toHaveText("@Bob");

  const his = await visit(bob);
  await his.goto("/users/me/profile");
  await his.getByLabel("Your name").fill("Robert Noyce");
  await his.getByRole("button", { name: "Save" }).click();
  await expect(his.getByText("Saved")).toBeVisible();
  await expect(message).toContainText("Robert Noyce");
  await expect(room.message("hello to you").locator(".mention")).toHaveText("@Robert Noyce");

  await room.message("hello to you").locator(".mention").click();
  await expect(hers.getByRole("heading", { level: 1, name: "Robert Noyce" })).toBeVisible();
  await hers.goBack();
  await message.getByRole("link", { name: "Robert Noyce" }).click();
  await expect(hers.getByRole("button", { name: "Message", exact: true })).toBeVisible();
});

test("a long name leaves the way out, many shared rooms the way to the rest, and nobody the way back", async ({
  ada,
  join,
  visit,
}) => {
  const name = "Wolfeschlegelsteinhausenbergerdorff ".repeat(3).slice(0, 100).trim();
  const long = await join(name);
  for (let n = 1; n <= 12; n++) await ada.makeRoom(`Room ${n}`);
  for (const size of [{ width: 1280, height: 800 }, phone.viewport]) {
    const page = await visit(ada, { viewport: size });
    await page.goto(`/users/${long.id}`);
    await expect(page.getByRole("main").getByRole("link", { name: /^Room \d+$/ })).toHaveCount(7);
    await expect(page.getByRole("button", { name: "Ban…" })).toBeVisible();
    await page.getByRole("button", { name: "Show all 13" }).click();
    await expect(page.getByRole("main").getByRole("link", { name: /^Room \d+$/ })).toHaveCount(12);
    const close = page.getByRole("main").getByRole("button", { name: "Close" });
    await expect(close).toBeInViewport({ ratio: 1 });
    await close.click();
    await expect(page).toHaveURL(/\/rooms\/1$/);
    await page.goto("/users/4711");
    await expect(page.getByText("There is nobody at this address.")).toBeVisible();
    await page.getByRole("link", { name: "Back to the conversation" }).click();
    await expect(page).toHaveURL(/\/rooms\/1$/);
  }
});

test("a new password needs the old one and signs the other devices out", async ({ bob, visit }) => {
  const here = await visit(bob);
  await here.goto("/users/me/profile");
  const other = await visit();
  await other.goto("/session/new");
  await other.getByLabel("Email").fill(bob.emailAddress);
  await other.getByLabel("Password").fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("textbox", { name: "Message" })).toBeVisible();

  await here.getByLabel("Current password").fill("not this one");
  await here.getByLabel("New password").fill("another good one");
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByText("That is not your current password.")).toBeVisible();
  await expect(here.getByLabel("New password")).toHaveValue("another good one");
  await here.getByLabel("Current password").fill(password);
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByText("Saved")).toBeVisible();
  await expect(other.getByRole("heading", { name: "You are signed out" })).toBeVisible();
});

test("the chosen colours are there before the app is", async ({ bob, visit }) => {
  const page = await visit(bob, { colorScheme: "light" });
  await page.goto("/users/me/profile");
  await page.getByRole("radio", { name: /^Dark/ }).click();
  await expect(page.locator("html")).toHaveAttribute("data-appearance", "dark");
  await expect(page.getByRole("radio", { name: /^Dark/ })).toBeChecked();
  await page.route(/\/assets\/.*\.js/, (route) => route.abort());
  await page.goto("/rooms/1");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
});

test("own styles are tried in a frame, seen by everyone at once, and left by safe=1", async ({
  ada,
  bob,
  visit,
}) => {
  const his = await visit(bob);
  await his.goto("/rooms/1");
  await expect(his.getByRole("textbox", { name: "Message" })).toBeVisible();
  const hers = await visit(ada);
  await hers.goto("/account/edit");
  await hers.getByLabel("CSS").fill("body { visibility: hidden } .room-header { visibility: visible }");
  await hers.getByRole("button", { name: "Preview" }).click();
  const framed = hers.frameLocator('iframe[title="Preview of the styles"]').locator("body");
  await expect(framed).toHaveCSS("visibility", "hidden");
  await expect(hers.locator("body")).toHaveCSS("visibility", "visible");

  await hers.getByLabel("CSS").press("End");
  await hers
    .locator("form", { has: hers.getByLabel("CSS") })
    .getByRole("button", { name: "Save" })
    .click();
  await expect(his.locator("body")).toHaveCSS("visibility", "hidden");

  await hers.goto("/account/edit?safe=1");
  await expect(hers.getByLabel("CSS")).toBeVisible();
  await hers.getByLabel("CSS").fill("");
  await hers
    .locator("form", { has: hers.getByLabel("CSS") })
    .getByRole("button", { name: "Save" })
    .click();
  await expect(his.locator("body")).toHaveCSS("visibility", "visible");
});

test("an administrator finds people, and a new link replaces the old", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  await page.goto("/account/edit");
  await page.getByLabel("Find by name or email").fill("BOB@");
  const rows = page.getByRole("region", { name: "People" }).getByRole("listitem");
  await expect(rows).toHaveCount(1);
  await rows.getByRole("link", { name: /Bob/ }).click();
  await expect(page).toHaveURL(new RegExp(`/users/${bob.id}$`));
  await page.getByRole("button", { name: "Make administrator" }).click();
  await expect(page.getByRole("button", { name: "Make member" })).toBeVisible();
  await page.getByRole("button", { name: "Message" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Bob");

  await page.goto("/account/edit");
  const link = page.getByRole("textbox", { name: "Invite link" });
  const before = await link.inputValue();
  await page.getByRole("button", { name: "QR code" }).click();
  const code = page.getByRole("img", { name: "The invite link as a QR code" });
  await expect.poll(() => code.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "New link" }).click();
  await page
    .getByRole("dialog", { name: "Make a new invite link?" })
    .getByRole("button", { name: "New link" })
    .click();
  await expect(link).not.toHaveValue(before);
});

test("members see the team but change nothing of it", async ({ ada, bob, visit }) => {
  const page = await visit(bob);
  await page.goto("/account/edit");
  await expect(page.getByRole("textbox", { name: "Invite link" })).toBeVisible();
  await expect(page.getByRole("button", { name: "New link" })).toHaveCount(0);
  await expect(page.getByLabel("CSS")).toHaveCount(0);
  await page.goto(`/users/${ada.id}`);
  await expect(page.getByRole("button", { name: "Message" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Administration" })).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe has nothing to say of people and team, ${colorScheme}`, async ({ ada, bob, visit }) => {
    const page = await visit(ada, { colorScheme });
    await page.goto("/users/me/profile");
    await expect(page.getByLabel("Your name")).toBeVisible();
    await inspect(page);
    await page.goto("/account/edit");
    await expect(page.getByRole("link", { name: /Bob/ })).toBeVisible();
    await inspect(page);
    await page.goto(`/users/${bob.id}`);
    await page.getByRole("button", { name: "Ban…" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await inspect(page);
  });
}

async function inspect(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}
