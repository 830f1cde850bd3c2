import { join } from "node:path";
import type { BrowserContextOptions, Page } from "@playwright/test";
import { phone } from "./devices";
import { password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const folder = process.env.SCREENSHOTS ?? "test-results/screenshots";
const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone,
};

for (const [size, device] of Object.entries(sizes)) {
  for (const colorScheme of ["light", "dark"] as const) {
    const options = { ...device, colorScheme };
    const shoot = (page: Page, name: string) =>
      page.screenshot({ path: join(folder, `${size}-${colorScheme}-${name}.png`) });

    test(`before signing in: ${size}, ${colorScheme}`, async ({ campfire, visit }) => {
      const page = await visit(undefined, options);
      await page.goto("/");
      await page.getByLabel("Your name").waitFor();
      await shoot(page, "first-run");
      await page.getByRole("button", { name: "Light the fire" }).click();
      await page.getByText("Enter your name").waitFor();
      await shoot(page, "first-run-missing");
      await page.getByLabel("Your name").fill("Ada Lovelace");
      await page.getByLabel("Email").fill("ada@example.com");
      await page.getByLabel("Password").fill(password);
      await page.getByLabel("Team name").fill("Analytical Engines");
      await shoot(page, "first-run-filled");
      await page.getByRole("button", { name: "Light the fire" }).click();
      const room = new RoomScreen(page);
      await expect(page.locator("trix-editor")).toBeVisible();
      await shoot(page, "room-empty");

      const stranger = await visit(undefined, options);
      await stranger.goto(await room.timeline.getByLabel("Invite link").inputValue());
      await stranger.getByLabel("Your name").waitFor();
      await shoot(stranger, "join");
      await stranger.getByLabel("Your name").fill("Ada");
      await stranger.getByLabel("Email").fill("ada@example.com");
      await stranger.getByLabel("Password").fill(password);
      await stranger.getByRole("button", { name: "Join" }).click();
      await stranger.getByRole("alert").waitFor();
      await shoot(stranger, "join-taken");
      await stranger.goto("/join/wrong");
      await stranger.getByRole("heading", { name: "does not work" }).waitFor();
      await shoot(stranger, "join-wrong");
      await stranger.goto("/session/new");
      await stranger.getByLabel("Email").waitFor();
      await shoot(stranger, "sign-in");
      await stranger.getByLabel("Email").fill("ada@example.com");
      await stranger.getByLabel("Password").fill("not this one");
      await stranger.getByRole("button", { name: "Sign in" }).click();
      await stranger.getByRole("alert").waitFor();
      await shoot(stranger, "sign-in-refused");

      await campfire.command("user", "password", "ada@example.com");
      await page.getByRole("heading", { name: "You are signed out" }).waitFor();
      await shoot(page, "session-ended");
    });

    test.describe(() => {
      test.use({ playing: "demo" });

      test(`in the rooms: ${size}, ${colorScheme}`, async ({ campfire, visit }) => {
        const page = await visit(undefined, options);
        await page.goto(campfire.signInPath(1));
        const room = new RoomScreen(page);
        await expect(page.locator("trix-editor")).toBeVisible();
        await expect(room.messages.last()).toBeInViewport();
        await shoot(page, "room");

        for (const id of [2, 3, 4, 5, 6, 7]) {
          await page.goto(`/rooms/${id}`);
          await expect(room.messages.last()).toBeInViewport();
          await shoot(page, `room-${id}`);
        }
        await page.goto("/rooms/1");
        await expect(room.messages.last()).toBeInViewport();
        await room.timeline.evaluate((box) => box.scrollTo(0, 0));
        await page.getByRole("button", { name: "Jump to latest" }).waitFor();
        await shoot(page, "room-history");
        await page.getByRole("button", { name: "Jump to latest" }).click();

        await page.route("**/messages", (route) =>
          route.fulfill({ status: 422, json: { detail: "This is refused." } }),
        );
        await room.send("A message that was refused");
        if (size === "phone") await page.getByRole("button", { name: "Send message" }).tap();
        await room.message("A message that was refused").getByRole("alert").waitFor();
        await room.write(
          "Something longer that is being written, with a second line to come and then a third, as one does.",
        );
        if (size === "desktop") await page.getByRole("button", { name: "Formatting" }).click();
        await shoot(page, "room-refused");
        await page.getByRole("button", { name: /^People/ }).click();
        await page.getByRole("complementary", { name: "People" }).waitFor();
        await shoot(page, "people");
        await page.keyboard.press("Escape");
        if (size === "phone") await page.getByRole("button", { name: /^Rooms and people/ }).tap();
        await shoot(page, "sidebar");
        await page.getByRole("button", { name: "Invite people" }).click();
        await shoot(page, "invite");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: /your menu$/ }).click();
        await shoot(page, "own-menu");
        await page.goto("/rooms/999");
        await page.getByRole("heading", { name: "This room is not here any more" }).waitFor();
        await shoot(page, "not-found");

        await page.goto("/rooms/1");
        await expect(room.messages.last()).toBeInViewport();
        await page.unroute("**/messages");
        await campfire.stop();
        await room.write(" Written while cut off.");
        await page.keyboard.press("Control+Enter");
        await expect(room.status).toHaveText("Reconnecting… what you write is kept.");
        await shoot(page, "offline");
      });
    });
  }
}
