import type { Page } from "@playwright/test";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** Opens the room and waits until what is said in it comes over the cable: only that is played. */
async function listen(page: Page): Promise<RoomScreen> {
  const following = new Promise<void>((resolve) => {
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (/RoomChannel.*confirm_subscription/.test(String(payload))) resolve();
      }),
    );
  });
  const room = await RoomScreen.open(page);
  await following;
  return room;
}

/** Lets no clip end, however long a slow machine takes to look. */
function playOn(): void {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    this.loop = true;
    return play.call(this);
  };
}

test("a sound somebody plays is heard once, and again when asked for", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  await page.addInitScript(playOn);
  const room = await listen(page);
  await room.editor.click();
  const clips: string[] = [];
  page.on(
    "request",
    (request) => request.url().endsWith(".mp3") && clips.push(new URL(request.url()).pathname),
  );
  await bob.say("/play yodel");

  const yodel = room.messages.filter({ has: page.getByText("📣🗻🙉") });
  await expect(yodel.getByRole("button", { name: "Stop yodel", exact: true })).toBeVisible();
  await yodel.getByRole("button", { name: "Stop yodel", exact: true }).click();
  await expect(yodel.getByRole("button", { name: "Play yodel", exact: true })).toBeVisible();
  expect([...new Set(clips)]).toEqual(["/sounds/yodel.mp3"]);

  await yodel.getByRole("button", { name: "Play yodel", exact: true }).click();
  await yodel.getByRole("button", { name: "Mute sounds" }).click();
  await expect(yodel.getByRole("button", { name: "Play yodel", exact: true })).toBeVisible();
  await bob.say("/play horn");
  await expect(page.getByText("🐶 ✂️ 🐱")).toBeVisible();
  expect(clips).not.toContain("/sounds/horn.mp3");

  // It is the profile that says so: on every device, and the other way round.
  await page.goto("/users/me/profile");
  await expect(page.getByLabel("Play sounds")).not.toBeChecked();
});

test("a page nobody has touched stays silent and says why", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  // Looking at a page with the DevTools protocol counts as touching it.
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "userActivation", { value: { hasBeenActive: false } }),
  );
  const room = await listen(page);
  await bob.say("/play drama");
  await expect(room.messages.getByRole("img", { name: "plays drama" })).toBeVisible();
  await expect(page.getByText("Your browser wants a click before it plays sounds.")).toBeVisible();

  await page.getByRole("button", { name: "Play drama", exact: true }).click();
  await expect(page.getByText("Your browser wants a click before it plays sounds.")).toBeHidden();
});

test("of two windows of one browser one plays, and a hidden one never", async ({ ada, bob, visit }) => {
  const first = await visit(ada);
  const context = first.context();
  await context.addInitScript(() => {
    const played: string[] = [];
    Object.assign(window, { played });
    HTMLMediaElement.prototype.play = function () {
      played.push(new URL(this.src).pathname);
      return Promise.resolve();
    };
  });
  const [second, hidden] = [await context.newPage(), await context.newPage()];
  await hidden.addInitScript(() => Object.defineProperty(document, "visibilityState", { value: "hidden" }));
  const windows = [first, second, hidden];
  for (const page of windows) await (await listen(page)).editor.click();
  await bob.say("/play yodel");
  const played: string[][] = [];
  for (const page of windows) {
    await expect(page.getByText("📣🗻🙉")).toBeVisible();
    await page.evaluate(() =>
      navigator.locks.request("what was asked for before is decided", () => undefined),
    );
  }
  for (const page of windows)
    played.push(await page.evaluate(() => (window as unknown as { played: string[] }).played));
  expect(played.flat()).toEqual(["/sounds/yodel.mp3"]);
  expect(played[2]).toEqual([]);
});
