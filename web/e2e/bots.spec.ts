import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Campfire } from "./campfire";
import { phone } from "./devices";
import { Person } from "./person";
import { RoomScreen } from "./room";
import { test as base, expect } from "./test";

/** What a bot's program was told, and how it answers. */
interface Program {
  url: string;
  heard: { message: { body: { plain: string } }; command?: { name: string; text: string } }[];
  /** The status of what it answers from now on. */
  status: number;
}

const test = base.extend<{ program: Program }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
  program: async ({}, use) => {
    const program: Program = { url: "", heard: [], status: 200 };
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        const said = JSON.parse(body);
        program.heard.push(said);
        response.writeHead(program.status, { "content-type": "text/plain" });
        response.end(`You said: ${said.message.body.plain}`);
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    program.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/campfire`;
    await use(program);
    server.closeAllConnections();
    server.close();
  },
});

/** Nothing stands in a screen reader's way, and everything can be hit by a finger. */
async function whole(page: Page): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21aa"];
  const { violations } = await new AxeBuilder({ page }).include("main").withTags(tags).analyze();
  expect(violations).toEqual([]);
  const small = await page.locator("main :is(button, summary)").evaluateAll((all) =>
    all
      .filter((element) => element.checkVisibility())
      .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => Math.min(box.width, box.height) < 44),
  );
  expect(small).toEqual([]);
}

async function addBot(page: Page, name: string, webhook = ""): Promise<void> {
  await page.goto("/account/bots");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Webhook").fill(webhook);
  await page.getByRole("button", { name: "Add bot" }).click();
  await expect(page.getByRole("heading", { name: "Copy these now" })).toBeFocused();
}

test("a bot is added, its key is shown once, and its lines work as they are pasted", async ({
  ada,
  bob,
  campfire,
  visit,
}) => {
  await bob.makeRoom("Secret", { type: "closed", user_ids: [] });
  const page = await visit(ada);
  await page.goto("/account/edit");
  await page.getByRole("link", { name: "Bots", exact: true }).click();
  await expect(page.getByText("None yet. Add the first one here.")).toBeVisible();
  await page.getByLabel("Webhook").fill("ftp://example.com");
  await page.getByRole("button", { name: "Add bot" }).click();
  await expect(page.getByText("Give the bot a name.")).toBeVisible();
  await page.getByLabel("Name").fill("Deploys");
  await page.getByRole("button", { name: "Add bot" }).click();
  await expect(page.getByText("That is no address a message can be sent to.")).toBeVisible();
  await page.getByLabel("Webhook").fill("");
  await page.getByRole("button", { name: "Add bot" }).click();
  await expect(page.getByRole("heading", { name: "Copy these now" })).toBeFocused();
  const key = await page.getByLabel("Key", { exact: true }).inputValue();
  await expect(page.getByLabel("Webhook secret", { exact: true })).toHaveValue(/^whsec_/);

  const line = await page.getByLabel("Post a message", { exact: true }).inputValue();
  expect(line).toBe(`curl -d 'Hello!' "${campfire.url}/rooms/1/${key}/messages"`);
  const address = line.split('"')[1] ?? "";
  expect((await fetch(address, { method: "POST", body: "Hello!" })).status).toBe(201);
  const slack = await page.getByLabel("For tools that post to Slack", { exact: true }).inputValue();
  const answer = await fetch(slack, { method: "POST", body: '{"text":"*Deployed* :tada:"}' });
  expect(await answer.text()).toBe("ok");
  await expect
    .poll(async () => (await ada.messages()).map((m) => m.body_text))
    .toEqual(["Hello!", "Deployed 🎉"]);

  await page.reload();
  await expect(page.getByLabel("Post a message", { exact: true })).toHaveValue(/\$CAMPFIRE_KEY/);
  await expect(page.getByText("Copy these now")).toHaveCount(0);

  await page.getByRole("button", { name: "Make a new key" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a new key for Deploys?" });
  await dialog.getByRole("button", { name: "Make a new key" }).click();
  await expect(page.getByLabel("Key", { exact: true })).not.toHaveValue(key);
  expect((await fetch(address, { method: "POST", body: "Hello!", redirect: "manual" })).status).toBe(302);

  await page.getByLabel("Name").fill("Releases");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Releases", level: 2 })).toBeVisible();

  await page.getByRole("button", { name: "Remove bot" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove bot" }).click();
  await expect(page).toHaveURL("/account/bots");
  await expect(page.getByText("None yet. Add the first one here.")).toBeVisible();
});

test("what a bot was told and answered is shown, and it is called again", async ({ ada, program, visit }) => {
  const page = await visit(ada);
  const { id: bot } = await ada.makeBot("Echo", program.url);
  await page.goto(`/account/bots/${bot}`);
  const calls = page.getByRole("region", { name: "Calls of the webhook" });
  await expect(calls).toContainText("None yet.");
  const room = await ada.makeRoom("", { type: "direct", user_ids: [bot] });
  await ada.say("are you there?", room.id);
  await expect(calls.getByRole("listitem")).toHaveText(/200/);
  await calls.locator("summary").click();
  await expect(calls).toContainText("You said: are you there?");
  await expect(calls).toContainText(`"plain": "are you there?"`);
  await calls.getByRole("button", { name: "Call again" }).click();
  await expect(calls.getByRole("listitem")).toHaveCount(2);
  expect(program.heard.map(({ message }) => message.body.plain)).toEqual([
    "are you there?",
    "are you there?",
  ]);

  program.status = 404;
  await ada.say("and now?", room.id);
  await expect(calls.getByRole("listitem").first()).toContainText("404");
  await page.goto("/account/jobs");
  const givenUp = page.getByRole("region", { name: "Given up" }).getByRole("listitem");
  await expect(givenUp).toContainText("answered 404 Not Found");
  program.status = 200;
  await givenUp.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nothing was given up.")).toBeVisible();
  expect(program.heard.at(-1)?.message.body.plain).toBe("and now?");

  program.status = 404;
  await ada.say("once more", room.id);
  await expect(givenUp).toContainText("answered 404 Not Found");
  await givenUp.getByRole("button", { name: "Drop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Drop" }).click();
  await expect(page.getByText("Nothing was given up.")).toBeVisible();
});

test("a host that does not answer is left alone, which is shown and keeps no other waiting", async ({
  ada,
  program,
  visit,
}) => {
  const echo = await ada.makeBot("Echo", program.url);
  const dead = await ada.makeBot("Weather", "http://127.0.0.1:9/");
  const weather = await ada.makeRoom("", { type: "direct", user_ids: [dead.id] });
  const talk = await ada.makeRoom("", { type: "direct", user_ids: [echo.id] });
  await ada.sayAll(["1", "2", "3", "4", "5", "6"], weather.id);
  await ada.say("are you there?", talk.id);
  const page = await visit(ada, phone);
  await page.goto("/account/jobs");
  const host = page.getByRole("region", { name: "Left alone for now" }).getByRole("listitem");
  await expect(host).toHaveText(/^127\.0\.0\.1:9\s*does not answer; tried again in \d+ s$/);
  const waiting = page
    .getByRole("row", { name: /^Call of a bot/ })
    .getByRole("cell")
    .first();
  await expect(waiting).toHaveText("6");
  await expect.poll(async () => program.heard.length).toBe(1);
  await whole(page);
  const left = await host.textContent();
  await expect(host).not.toHaveText(left ?? ""); // It counts down by itself.
});

test("the pages are whole on a phone and for screen readers, and for administrators alone", async ({
  ada,
  bob,
  program,
  visit,
}) => {
  const page = await visit(ada, phone);
  await addBot(page, "Echo", program.url);
  const bot = new URL(page.url()).pathname;
  await whole(page);
  await page.goto("/account/bots");
  await expect(page.getByRole("list", { name: "Bots" }).getByRole("listitem")).toHaveCount(1);
  await whole(page);
  const his = await visit(bob);
  for (const path of ["/account/bots", bot, "/account/jobs"]) {
    await his.goto(path);
    await expect(his.getByText(/looked after by administrators/)).toBeVisible();
  }
});

test("where bots are turned off it says so, and nothing can be changed", async ({ browser }) => {
  const campfire = await Campfire.serve({ BOT_INTEGRATIONS_ENABLED: "false" });
  try {
    const ada = await Person.setUp(campfire.url, "Ada");
    const context = await browser.newContext({ baseURL: campfire.url });
    const [name = "", value = ""] = ada.cookie.split("=", 2);
    await context.addCookies([{ name, value, url: campfire.url }]);
    const page = await context.newPage();
    await page.goto("/account/bots");
    await expect(page.getByText("Bots are turned off on this Campfire.")).toBeVisible();
    await expect(page.getByLabel("Name")).toBeDisabled();
    await expect(page.getByRole("button", { name: "Add bot" })).toBeDisabled();
    const refused = await page.request.post("/api/account/bots", { data: { name: "Echo" } });
    expect([refused.status(), (await refused.json()).code]).toEqual([403, "feature_disabled"]);
    await context.close();
  } finally {
    await campfire.remove();
  }
});

test("a command goes to its bot, which answers; what nobody answers is not sent", async ({
  ada,
  bob,
  program,
  visit,
}) => {
  const page = await visit(ada);
  await page.goto(`/account/bots/${(await ada.makeBot("Echo", program.url)).id}`);
  await page.getByText("Add command").first().click();
  await page.getByRole("textbox", { name: "Command" }).fill("/Echo it");
  await page.getByLabel("What it does").fill("Says what you say");
  await page.getByLabel("What is written after it").fill("[words]");
  const add = page.getByRole("button", { name: "Add command" });
  await add.click();
  await expect(page.getByText("A command is called by small letters")).toBeVisible();
  await page.getByRole("textbox", { name: "Command" }).fill("play");
  await add.click();
  await expect(page.getByText("/play is Campfire's own.")).toBeVisible();
  await page.getByRole("textbox", { name: "Command" }).fill("echo");
  await add.click();
  const commands = page.getByRole("region", { name: "Commands" }).getByRole("listitem");
  await expect(commands).toHaveText([/\/echo \[words\]\s*Says what you say/]);
  await page.getByRole("button", { name: "Remove /echo" }).click();
  await expect(commands).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(commands).toHaveCount(1);

  const room = await RoomScreen.open(await visit(bob));
  await expect(room.page.locator("trix-editor[aria-autocomplete=list]")).toBeVisible();
  await room.write("/");
  const options = room.page.getByRole("listbox", { name: "Commands" }).getByRole("option");
  await expect(options).toHaveText([/\/echo.*\[words\] · Says what you say · Echo/, /\/play/]);
  const found = await new AxeBuilder({ page: room.page }).include(".completion").analyze();
  expect(found.violations).toEqual([]);
  await room.page.keyboard.press("Enter");
  await expect(room.editor).toHaveText(/^\/echo\s$/);
  await room.page.keyboard.type("good morning");
  await room.page.keyboard.press("Enter");
  await expect(room.message("You said: /echo good morning")).toBeVisible();
  await expect(room.messages.filter({ hasText: "/echo good morning" })).toHaveCount(2);
  expect(program.heard.map(({ command }) => command)).toEqual([{ name: "echo", text: "good morning" }]);

  await room.send("/ecko good evening");
  const refusal = room.page.getByRole("alert");
  await expect(refusal).toHaveText("Nobody here answers /ecko. To send it as text, put a space first.");
  await expect(room.editor).toHaveText("/ecko good evening");
  await room.page.keyboard.press("Home");
  await room.page.keyboard.type(" ");
  await expect(refusal).toHaveCount(0);
  await room.page.keyboard.press("Enter");
  await expect(room.message("/ecko good evening")).toBeVisible();
  await room.send("//echo again");
  await expect(room.message("//echo again")).toBeVisible();
  await room.send("/usr/bin/env");
  await expect(room.message("/usr/bin/env")).toBeVisible();
  await room.send("/play nothing of ours");
  await expect(room.message("/play nothing of ours")).toBeVisible();
  await room.page.keyboard.press("ArrowUp");
  await expect(room.page.locator(".edit trix-editor")).toBeFocused();
  await room.page.keyboard.press("ControlOrMeta+A");
  await room.page.keyboard.type("/echo an edit is text");
  await room.page.keyboard.press("Enter");
  await expect(room.message("/echo an edit is text")).toContainText("edited");
  await room.send("/ECHO \u00a0 spaces of all kinds");
  await expect
    .poll(() => program.heard.map(({ command }) => command?.text))
    .toEqual(["good morning", "spaces of all kinds"]);
});
