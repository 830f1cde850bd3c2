import type { Page } from "@playwright/test";
import type { MessagePage } from "../src/api/types";
import { phone } from "./devices";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("messages one author sends in a row make a block under one name", async ({ ada, bob, visit }) => {
  await ada.sayAll(["one", "two"]);
  await bob.say("three");
  await ada.say("four");
  const room = await RoomScreen.open(await visit(ada));

  const blocks = room.timeline.locator(".message-head .message-author");
  await expect(blocks).toHaveText(["Ada", "Bob", "Ada"]);
  await bob.say("five");
  await expect(blocks).toHaveText(["Ada", "Bob", "Ada", "Bob"]);
  await expect(room.messages).toHaveCount(5);
});

test("a room that is opened counts nothing as unread that is on the screen", async ({ ada, bob, visit }) => {
  await bob.sayAll(["one", "two"]);
  const page = await visit(ada);
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector("[aria-current] .badge")) document.documentElement.dataset.counted = "yes";
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
  const room = await RoomScreen.open(page);
  await expect(room.message("two")).toBeInViewport();
  await expect.poll(async () => (await ada.rooms())[0]?.unread_count).toBe(0);
  expect(await page.locator("html").getAttribute("data-counted")).toBeNull();
});

test("a pause of more than five minutes begins a block, and midnight begins a day", async ({
  ada,
  visit,
}) => {
  await ada.sayAll(["one", "two", "three", "four", "five"]);
  const page = await visit(ada);
  await page.clock.setFixedTime("2026-05-12T09:00:00+02:00");
  await tellTimes(page, [
    "2025-12-31T12:00:00+01:00",
    "2026-05-11T23:56:00+02:00",
    "2026-05-12T00:01:00+02:00",
    "2026-05-12T00:06:00+02:00",
    "2026-05-12T00:11:01+02:00",
  ]);
  const room = await RoomScreen.open(page);

  const headings = room.timeline.getByRole("heading", { level: 2 });
  const days = ["Wednesday, 31 December 2025", "Yesterday", "Today"];
  await expect(headings).toHaveText(["The beginning of All Talk", ...days]);
  const times = room.timeline.locator(".message-head .message-time");
  await expect(times).toHaveText(["12:00", "23:56", "00:01", "00:11"]);
});

test("a message of nothing but emoji is shown large", async ({ ada, visit }) => {
  await ada.sayAll(["🔥🎉", "🔥 hot"]);
  const room = await RoomScreen.open(await visit(ada));
  const sizeOf = (text: string) =>
    room
      .message(text)
      .locator(".message-text")
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(await sizeOf("🔥🎉")).toBeGreaterThan(1.5 * (await sizeOf("🔥 hot")));
});

const nestings = {
  quotes: ["<blockquote>", "</blockquote>"],
  bullets: ["<ul><li>", "</li></ul>"],
  both: ["<blockquote><ol><li>", "</li></ol></blockquote>"],
} as const;

for (const [what, [open, close]] of Object.entries(nestings)) {
  test(`${what} in sixty levels leave room for their words`, async ({ ada, visit }) => {
    await ada.say(`${open.repeat(60)}<div>words that go on for a while</div>${close.repeat(60)}`);
    for (const device of [{}, phone]) {
      const room = await RoomScreen.open(await visit(ada, device));
      const [words, view] = [room.timeline.getByText("words that go on"), room.timeline];
      await expect(words).toBeInViewport({ ratio: 1 });
      const [box, frame] = await Promise.all([words.boundingBox(), view.boundingBox()]);
      expect(box?.width).toBeGreaterThan(120);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0));
    }
  });
}

test("a pile of combining marks stays out of what others said", async ({ ada, bob, visit }) => {
  await ada.say("above");
  const room = await RoomScreen.open(await visit(bob, { reducedMotion: "reduce" }));
  const above = room.message("above").locator(".message-text");
  const seen = await above.screenshot();
  const pile = "\u0301".repeat(300);
  const { id } = await bob.say(`pile a${pile}`);
  await bob.boost(id, `a${"\u0301".repeat(200)}`);
  await expect(room.message("pile").locator(".boosts button").first()).toBeVisible();
  expect((await above.screenshot()).equals(seen)).toBe(true);
});

test("a link opens in a new tab that learns nothing of ours", async ({ ada, visit }) => {
  await ada.say("see https://example.com/page");
  const room = await RoomScreen.open(await visit(ada));
  const link = room.messages.getByRole("link", { name: "https://example.com/page" });
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", /noopener/);
});

/** Has the server's messages bear other times, the first message the first time. */
async function tellTimes(page: Page, times: readonly string[]): Promise<void> {
  await page.route(/\/messages\?/, async (route) => {
    const answer = await route.fetch();
    const body: MessagePage = await answer.json();
    const messages = body.messages.map((message, n) => ({ ...message, created_at: times[n] }));
    await route.fulfill({ response: answer, json: { ...body, messages } });
  });
}
