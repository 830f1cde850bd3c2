import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { Campfire } from "./campfire";
import { phone } from "./devices";
import { Person } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** The search page on somebody's screen. */
class SearchScreen {
  readonly page: Page;
  readonly field: Locator;
  readonly hits: Locator;

  constructor(page: Page) {
    this.page = page;
    this.field = page.getByRole("combobox", { name: "Search messages" });
    this.hits = page.locator(".hit");
  }

  static async open(page: Page, path = "/searches"): Promise<SearchScreen> {
    await page.goto(path);
    const screen = new SearchScreen(page);
    await expect(screen.field).toBeFocused();
    return screen;
  }
}

async function inspect(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations, colorScheme).toEqual([]);
  }
}

test("what was said is found as one types, and opened in its place", async ({ ada, bob, visit }) => {
  await ada.say("The lighthouse keeper takes a café");
  await bob.say("Nothing of the kind <here>");
  for (let i = 0; i < 60; i++) await bob.say(`Talk ${i}`);
  const page = await visit(bob);
  const room = await RoomScreen.open(page);
  await expect(room.message("Talk 59")).toBeVisible();
  await page.getByRole("link", { name: "Search" }).click();

  const search = new SearchScreen(page);
  await expect(search.field).toBeFocused();
  await search.field.pressSequentially("CAFE house");
  await expect(search.hits).toHaveCount(1);
  await expect(search.hits).toContainText("Ada");
  await expect(search.hits).toContainText("All Talk");
  await expect(search.hits.locator("mark")).toHaveText(["house", "café"]);
  await expect(page.getByRole("status").filter({ hasText: "One message, newest first" })).toBeVisible();
  await expect(page).toHaveURL(/\/searches\?q=CAFE\+house$/);
  await inspect(page);

  await page.keyboard.press("ArrowDown");
  await expect(search.hits).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(room.message("lighthouse keeper")).toBeInViewport();
  await expect(room.message("lighthouse keeper")).toHaveClass(/message-targeted/);

  await page.goBack();
  await expect(search.field).toHaveValue("CAFE house");
  await expect(search.hits).toHaveCount(1);

  const hers = await RoomScreen.open(await visit(ada));
  await hers.send("the café has closed");
  await expect(hers.message("the café has closed")).not.toHaveClass(/pending/);
  await search.field.fill("café");
  await expect(search.hits).toHaveText([/the café has closed/, /takes a café/]);
});

test("more is found further back", async ({ ada, visit }) => {
  for (let i = 1; i <= 45; i++) await ada.say(`number ${i}`);
  const page = await visit(ada);
  const search = await SearchScreen.open(page, "/searches?q=number");
  await expect(search.hits).toHaveCount(20);
  const older = page.getByRole("button", { name: "Look further back" });
  await older.click();
  await expect(search.hits).toHaveCount(40);
  await older.click();
  await expect(search.hits).toHaveCount(45);
  await expect(older).toBeHidden();
  await expect(search.hits.last()).toContainText("number 1");
});

test("operators and names complete by the keyboard", async ({ ada, bob, visit }) => {
  await ada.say("the harbour");
  await bob.say("the harbour master");
  const page = await visit(ada);
  const search = await SearchScreen.open(page);
  await search.field.pressSequentially("harbour fr");
  await expect(page.getByRole("option", { name: /from:/ })).toBeVisible();
  await inspect(page);
  await page.keyboard.press("Tab");
  await expect(search.field).toHaveValue("harbour from:");
  await search.field.pressSequentially("b");
  await expect(page.getByRole("option", { name: "from:Bob" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "from:Bob" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(search.field).toHaveValue("harbour from:Bob ");
  await expect(search.hits).toHaveCount(1);
  await expect(search.hits).toContainText("harbour master");

  await search.field.fill("harbour from:Eve before:yesterdayish ");
  await expect(page.getByText("“yesterdayish” is no date here. Write a day as 2026-05-12")).toBeVisible();
  await expect(page.getByText("Nobody here is called “Eve”.")).toBeVisible();
  await inspect(page);
  await search.field.fill("harbour before:2100 ");
  await expect(page.getByText("is no date here")).toHaveCount(0);
  await expect(search.hits).toHaveCount(2);
});

test("recent searches are offered, and cleared", async ({ ada, visit }) => {
  const page = await visit(ada);
  const search = await SearchScreen.open(page);
  await search.field.fill("first thing");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing was found in the rooms you are in.")).toBeVisible();
  await inspect(page);
  await page.getByRole("button", { name: "Clear the search" }).click();
  const recent = page.getByRole("region", { name: "Recent searches" });
  await recent.getByRole("button", { name: "first thing" }).click();
  await expect(search.field).toHaveValue("first thing");
  await page.keyboard.press("Escape");
  await expect(search.field).toHaveValue("");
  await recent.getByRole("button", { name: "Clear" }).click();
  await expect(recent).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Narrow it down" })).toBeVisible();
  await expect(recent).toBeHidden();
});

test("a slash leads to the search, but not from what one writes", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await room.write("and/or");
  await expect(room.editor).toContainText("and/or");
  await page.keyboard.press("Control+Shift+F");
  const search = new SearchScreen(page);
  await expect(search.field).toBeFocused();
  await page.goBack();
  await expect(room.timeline).toBeVisible();
  await page.getByRole("link", { name: "All Talk" }).focus();
  await page.keyboard.press("/");
  await expect(search.field).toBeFocused();
  await expect(search.field).toHaveValue("");
});

test("a server that does not answer is told of, and asked again", async ({ ada, line, visit }) => {
  await ada.say("still here");
  const page = await visit(ada, { through: line });
  const search = await SearchScreen.open(page);
  await page.route("**/api/search?*", (route) => route.abort());
  await search.field.fill("still");
  await expect(page.getByRole("alert")).toContainText("nothing was looked for", { timeout: 30_000 });
  await inspect(page);
  await page.unroute("**/api/search?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(search.hits).toHaveCount(1);
  await expect(search.field).toHaveValue("still");
});

test("on a phone everything can be hit", async ({ ada, visit }) => {
  await ada.say("the harbour");
  const page = await visit(ada, phone);
  const search = await SearchScreen.open(page, "/searches?q=harbour");
  await expect(search.hits).toHaveCount(1);
  await inspect(page);
  await search.field.fill("");
  await expect(page.getByRole("heading", { name: "Narrow it down" })).toBeVisible();
  for (const row of await page.locator(".search-row, .search-box").all())
    expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    phone.viewport.width,
  );
});

test("search that is turned off says so", async ({ visit }) => {
  const campfire = await Campfire.serve({ SEARCH_ENABLED: "false" });
  try {
    const ada = await Person.setUp(campfire.url, "Ada");
    const page = await visit(ada, { baseURL: campfire.url });
    await page
      .context()
      .addCookies([{ name: "session_token", value: ada.cookie.split("=", 2)[1] ?? "", url: campfire.url }]);
    await page.goto(`${campfire.url}/searches?q=x`);
    await expect(page.getByText("Search is turned off on this Campfire.")).toBeVisible();
    await expect(page.getByRole("combobox")).toHaveCount(0);
    await inspect(page);
  } finally {
    await campfire.remove();
  }
});
