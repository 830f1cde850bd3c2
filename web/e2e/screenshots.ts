import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "@playwright/test";
import { phone } from "./devices";
import { paste } from "./paste";
import { type Person, password } from "./person";
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

    test(`messages: ${size}, ${colorScheme}`, async ({ ada, bob, join, visit }) => {
      const cleo = await join("Cléo Moreau-Lindqvist");
      await converse(ada, bob, cleo);
      const page = await visit(ada, options);
      const room = await RoomScreen.open(page);
      await expect(page.locator("trix-editor[aria-autocomplete=list]")).toBeVisible();
      await expect(room.message("the end of it")).toBeInViewport();
      await shoot(page, "mixed-end");
      await room.message("func main").scrollIntoViewIfNeeded();
      await shoot(page, "mixed-code");
      await room.timeline.evaluate((box) => box.scrollTo(0, 0));
      await shoot(page, "mixed-top");

      const marked = room.message("The plan for the");
      const bar = marked.locator(".message-bar");
      const tap = async (item: string) => {
        if (size === "desktop") await marked.hover();
        else if ((await marked.locator(".message-bar-tapped").count()) === 0)
          await marked.locator(".message-text").tap();
        await bar.getByRole("button", { name: item }).click();
      };
      await tap("What to do with the message");
      await page.getByRole("menu").waitFor();
      await shoot(page, "message-menu");
      await page.getByRole("menuitem", { name: "What it said before" }).click();
      await page.getByRole("dialog").getByRole("listitem").first().waitFor();
      await shoot(page, "edit-history");
      await page.keyboard.press("Escape");
      await tap("Boost");
      await page.getByRole("option").first().waitFor();
      await shoot(page, "boost");
      await page.getByRole("combobox", { name: "An emoji, or a few words" }).fill("ship");
      await shoot(page, "boost-words");
      await page.keyboard.press("Escape");
      await tap("What to do with the message");
      await page.getByRole("menuitem", { name: "Edit" }).click();
      await page.locator(".edit trix-editor").waitFor();
      await ada.edit(1, "<div>The plan for the harbour, as Bob has it now</div>");
      await page.locator(".edit-overtaken").waitFor();
      await shoot(page, "edit-overtaken");
      await page.keyboard.press("Escape");

      await page.getByRole("button", { name: "Formatting" }).click();
      await room.write("Written with the toolbar, and ");
      await page.keyboard.press("ControlOrMeta+b");
      await page.keyboard.type("bold");
      await shoot(page, "toolbar");
      await page.getByRole("button", { name: "Emoji" }).click();
      await page.getByRole("option").first().waitFor();
      await shoot(page, "emoji");
      await page.keyboard.press("Escape");
      await expect(room.editor).toBeFocused();
      await page.keyboard.type(" @c");
      await page.getByRole("option").first().waitFor();
      await shoot(page, "mention");
      await page.keyboard.press("Escape");
      await paste(page, { "text/plain": "a line\n".repeat(20_000) });
      await page.getByRole("form").getByRole("alert").waitFor();
      await shoot(page, "paste-refused");
      await page.getByRole("button", { name: "Formatting" }).click();
      await page.getByRole("button", { name: "Pinned messages" }).click();
      await page.getByRole("complementary").getByRole("listitem").first().waitFor();
      await shoot(page, "pins");

      for (const box of ["unread", "mentions", "boosts", "saved"]) {
        await page.goto(`/inbox?box=${box}`);
        await page.locator(".hit, .inbox-empty").first().waitFor();
        await shoot(page, `inbox-${box}`);
      }
      for (const [name, query] of [
        ["start", ""],
        ["scripts", "harbour"],
        ["cjk", "会議"],
        ["unknown", "harbour before:yesterdayish from:Nobody"],
        ["none", "wombat"],
      ]) {
        await page.goto(`/searches?q=${encodeURIComponent(query ?? "")}`);
        await page.locator(".hit, .search-count, .search-help").first().waitFor();
        await shoot(page, `search-${name}`);
      }
      await page.goto("/account/sounds");
      await page.getByText("None yet.").waitFor();
      await shoot(page, "clips-empty");
      await page.locator("input[type=file]").setInputFiles(sound);
      await page.getByRole("button", { name: "Play bell" }).waitFor();
      await shoot(page, "clips");
      await page.goto("/rooms/1");
      await expect(page.locator("trix-editor")).toBeVisible();
      await page.keyboard.press("Control+/");
      await page.getByRole("dialog").waitFor();
      await shoot(page, "shortcuts");
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

const sound = fileURLToPath(new URL("../../internal/sounds/audio/bell.mp3", import.meta.url));

/** A long conversation with everything in it that a message can be. */
async function converse(ada: Person, bob: Person, cleo: Person): Promise<void> {
  const plan = await ada.say("<div>The plan for the harbour</div>");
  await ada.edit(plan.id, "<div>The plan for the <strong>old harbour</strong>, second draft</div>");
  await bob.pin(plan.id);
  await ada.bookmark(plan.id);
  for (const boost of ["👍", "🔥", "ship it"]) await bob.boost(plan.id, boost);
  for (const boost of ["👍", "🎉"]) await cleo.boost(plan.id, boost);
  await bob.say(
    "<h1>What is left</h1><ul><li>Ask the harbour master<ul><li>by phone</li></ul></li><li>Paint the <del>red</del> <em>green</em> buoys</li></ul><ol><li>First the paint</li><li>Then the buoys</li></ol>",
  );
  await cleo.say(
    '<blockquote>Ask the harbour master</blockquote><cite>Bob <a href="/rooms/1/@2">#</a></cite><br>She says yes: <a href="https://example.com/harbour/plans/2026?page=2">the harbour’s page</a>',
  );
  await ada.say("明日の会議は港（harbour）の東京タワーで行います。会議室を予約しました。");
  await bob.say("Гавань (harbour) закрыта до понедельника, приносите подарки");
  await cleo.say("الميناء (harbour) مفتوح غدًا صباحًا، أهلًا بكم");
  await ada.say("我们明天在港口 harbour 开会，讨论新的聊天软件");
  await bob.say("🎉🔥");
  await bob.say("/play tada");
  await cleo.say("/play nyan");
  await bob.say(
    '<pre language="go">func main() {\n\t// Say hello to the harbour.\n\tname, n := "harbour", 42\n\tfmt.Printf("%s %d\\n", name, n)\n}</pre><div>and <code>go run .</code> shows it</div>',
  );
  await cleo.say(
    '<pre language="sql">SELECT name, count(*) AS boats -- all of them\nFROM harbours WHERE depth &gt; 4.5 GROUP BY name ORDER BY boats DESC;</pre>',
  );
  await bob.say(
    "@everyone the ferry leaves at nine, from the quay behind the fish market, and it does not wait for anybody",
  );
  await ada.say(`A word of sixty letters: ${"harbour".repeat(9)}`);
  await cleo.say("<div>one more<br>with two lines</div>");
  const last = await ada.say("and that is the end of it");
  await bob.boost(last.id, "👏");
}
