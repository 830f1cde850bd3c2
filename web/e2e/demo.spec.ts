import { RoomScreen } from "./room";
import { expect, test } from "./test";

test.use({ playing: "demo" });

test("a link of the demo signs in, and each of its rooms can be read", async ({ campfire, visit }) => {
  const page = await visit();
  await page.goto(campfire.signInPath(1));
  const rooms = page
    .getByRole("navigation", { name: "Rooms and people" })
    .getByRole("listitem")
    .getByRole("link");
  await expect(rooms).toHaveCount(7);
  for (const link of await rooms.all()) {
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(new RoomScreen(page).messages.last()).toBeInViewport();
  }
});

test("a name written from right to left begins where the other names do", async ({ campfire, visit }) => {
  const page = await visit();
  await page.goto(campfire.signInPath(1));
  const names = page.locator(".room-entry-name");
  await expect(names.filter({ hasText: "ليلى" })).toHaveCount(1);
  const lefts = await names.evaluateAll((elements) =>
    elements.map((element) => {
      const text = document.createRange();
      text.selectNodeContents(element);
      return Math.round(text.getBoundingClientRect().left);
    }),
  );
  expect(new Set(lefts).size).toBe(1);
});

test("names in both directions stay in their order, in the list and on the page", async ({
  campfire,
  visit,
}) => {
  const page = await visit();
  await page.goto(campfire.signInPath(1));
  const entry = page.getByRole("link", { name: "ليلى حدّاد and 田中さくら" });
  await entry.click();
  const heading = page.getByRole("heading", { level: 1, name: "ليلى حدّاد and 田中さくら" });
  for (const place of [entry, heading]) {
    await expect(place.locator("bdi")).toHaveText(["ليلى حدّاد", "田中さくら"]);
    const [laila, sakura] = await place
      .locator("bdi")
      .evaluateAll((names) => names.map((name) => name.getBoundingClientRect()));
    expect(laila?.right).toBeLessThan(sakura?.left ?? 0);
  }
});

test("each room keeps its own draft", async ({ campfire, visit }) => {
  const page = await visit();
  await page.goto(campfire.signInPath(2));
  const room = new RoomScreen(page);
  const rooms = page
    .getByRole("navigation", { name: "Rooms and people" })
    .getByRole("listitem")
    .getByRole("link");
  await expect(room.editor).toBeVisible();
  await rooms.nth(1).click();
  await room.write("for the second room");
  await rooms.nth(2).click();
  await expect(room.editor).toHaveText("");
  await room.write("for the third");
  await rooms.nth(1).click();
  await expect(room.editor).toHaveText("for the second room");
  await page.reload();
  await expect(room.editor).toHaveText("for the second room");
  await rooms.nth(2).click();
  await expect(room.editor).toHaveText("for the third");
});
