import { AxeBuilder } from "@axe-core/playwright";
import { emailAddressOf, password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test.use({ serviceWorkers: "allow" });

const shared = "/share?title=A%20page&text=Look%20at%20%3Cthis%3E&url=https%3A%2F%2Fexample.com%2Fa";

test("what another app shares becomes a draft in the room one chooses, and is not sent", async ({
  ada,
  visit,
}) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await room.write("half a thought");
  await page.goto(shared);
  await expect(page.getByRole("heading", { level: 1, name: "Share" })).toBeVisible();
  await expect(page.locator("blockquote")).toHaveText("A page\nLook at <this>\nhttps://example.com/a");
  await page.getByLabel("Where to").fill("all");
  await page.keyboard.press("Enter");

  await expect(room.editor).toContainText("half a thought");
  await expect(room.editor).toContainText("Look at <this>");
  await expect(room.messages).toHaveCount(0);
  expect(await ada.messages()).toEqual([]);
  await page.reload();
  await expect(room.editor).toContainText("https://example.com/a");
  await room.editor.click();
  await page.keyboard.press("Enter");
  await expect(
    room.message("Look at <this>").getByRole("link", { name: "https://example.com/a" }),
  ).toBeVisible();
});

test("who shares while signed out signs in first", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto(shared);
  await page.getByLabel("Email").fill(emailAddressOf(ada.name));
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.locator("blockquote")).toContainText("Look at <this>");
  await page.getByRole("main").getByRole("button", { name: "All Talk" }).click();
  await expect(new RoomScreen(page).editor).toContainText("Look at <this>");
});

test("sharing nothing, and to a room there is not, is said", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.goto("/share");
  await expect(page.getByText(/^Nothing was shared\./)).toBeVisible();
  await page.goto(shared);
  await page.getByLabel("Where to").fill("zzz");
  await expect(page.getByRole("status").filter({ hasText: "No room of yours matches “zzz”." })).toBeVisible();
  await page.getByLabel("Where to").fill("");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("main").getByRole("button", { name: "All Talk" })).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
