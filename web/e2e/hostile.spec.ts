import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Message } from "../src/api/types";
import type { Person } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

// The attacks that the sanitiser's own tests use: from the OWASP filter evasion cheat sheet and published
// bypasses of sanitisers, rewritten. Here a real browser judges what is left of them.
const attacks = readFileSync(new URL("../../internal/richtext/testdata/hostile.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");

test("nothing that is posted runs in the browser, even without the content security policy", async ({
  campfire,
  ada,
  bob,
  visit,
}) => {
  const page = await visit(bob, { bypassCSP: true });
  const ran = await alarms(page, campfire.url);
  const room = await RoomScreen.open(page);
  const posted = await sayWhatIsTaken(ada, attacks);
  expect(posted.length).toBeGreaterThan(attacks.length / 2);
  await ada.say("the end");
  await expect(room.message("the end")).toBeVisible();
  await expect(room.messages).toHaveCount(posted.length + 1);

  expect(await room.timeline.evaluate(dangers)).toEqual([]);
  await page.reload();
  await expect(room.message("the end")).toBeVisible();
  expect(await room.timeline.evaluate(dangers)).toEqual([]);
  expect(ran).toEqual([]);
});

test("the browser reads what the sanitiser wrote as it was meant", async ({ campfire, ada, visit }) => {
  const page = await visit(ada, { bypassCSP: true });
  const ran = await alarms(page, campfire.url);
  await RoomScreen.open(page);
  const shown = (await sayWhatIsTaken(ada, [...attacks, ...splices(attacks, 150)])).map((m) => m.body_html);

  const read = await page.evaluate(readTwice, shown);
  for (const [n, { once, twice, found }] of read.entries()) {
    expect.soft(found, shown[n]).toEqual([]);
    expect.soft(twice, shown[n]).toBe(once);
  }
  // What the browser understood, said again, is the same message: both have the same tree in mind. A card is
  // made from an attachment, so it cannot be said.
  const ours = read.filter(({ once }) => !once.includes("link-card"));
  const again = await sayWhatIsTaken(
    ada,
    ours.map(({ once }) => once),
  );
  expect(
    await page.evaluate(
      readTwice,
      again.map((m) => m.body_html),
    ),
  ).toEqual(ours);
  expect(ran).toEqual([]);
});

test("nothing runs that is edited or pasted, whatever the editor makes of it", async ({
  campfire,
  ada,
  visit,
}) => {
  const page = await visit(ada, { bypassCSP: true });
  const ran = await alarms(page, campfire.url);
  await RoomScreen.open(page);
  const editor = page.locator("trix-editor[aria-autocomplete=list]");
  await expect(editor).toBeVisible();
  const said = await sayWhatIsTaken(ada, attacks);
  const stored = await Promise.all(said.map((m) => page.request.get(`/api/rooms/1/messages/${m.id}/source`)));
  const sources = await Promise.all(stored.map(async (answer) => (await answer.json()).body));
  expect(await editor.evaluate(writeEach, sources)).toEqual([]);
  expect(await editor.evaluate(pasteEach, attacks)).toEqual([]);
  expect(ran).toEqual([]);
});

test("no name is ever more than words", async ({ campfire, ada, bob, visit }) => {
  test.slow(); // Every page there is, one after the other.
  const code = "<img src=x onerror=alert(1)>";
  const page = await visit(ada, { bypassCSP: true });
  const ran = await alarms(page, campfire.url);
  await RoomScreen.open(page);
  const { id: roomID } = await ada.makeRoom(`Room ${code}`);
  const { id } = await bob.say(`said ${code.replace("<", "&lt;")}`, roomID);
  await bob.edit(id, `said ${code.replace("<", "&lt;")} again`, roomID);
  await bob.boost(id, "<img src=x>", roomID);
  await ada.pin(id, roomID);
  await ada.bookmark(id, roomID);
  await bob.say(`@everyone ${code.replace("<", "&lt;")}`, roomID);
  await bob.changeProfile({ name: `Bob ${code}`, bio: `About ${code}` });
  await ada.changeAccount({ name: `Team ${code}` });
  const { id: botID } = await ada.addBot(`Bot ${code}`);
  await page.request.get(`/api/search?q=${encodeURIComponent(code)}`);
  const draft = { id: "hostile", body: `<div>a draft ${code}</div>` };
  expect((await page.request.put(`/api/rooms/${roomID}/draft`, { data: draft })).ok()).toBe(true);

  for (const [path, ...shown] of [
    ["/inbox", `Room ${code}`],
    [`/rooms/${roomID}`, `Room ${code}`, `said ${code} again`, `Bob ${code}`, "<img src=x>"],
    [`/rooms/${roomID}/settings`, `Bob ${code}`],
    ["/rooms/new/direct"],
    ["/inbox?box=mentions", code],
    ["/inbox?box=saved", `said ${code} again`],
    ["/searches", code],
    [`/searches?q=${encodeURIComponent(`onerror from:"not ${code}"`)}`, `“not ${code}”`],
    ["/searches?q=onerror", `said ${code} again`],
    [`/users/${bob.id}`, `Bob ${code}`, `About ${code}`],
    ["/users/me/profile"],
    ["/account/edit", `Bob ${code}`],
    ["/account/bots", `Bot ${code}`],
    [`/account/bots/${botID}`],
    ["/account/audit", `Bot ${code}`],
  ]) {
    await page.goto(path ?? "/");
    await expect(page.getByRole("main")).toBeVisible();
    for (const words of shown)
      await expect(page.getByRole("main").getByText(words).first(), path).toBeVisible();
    expect(await page.locator("img[src=x]").count(), path).toBe(0);
  }

  const room = await RoomScreen.open(page, `/rooms/${roomID}`);
  await page.getByRole("button", { name: "Pinned messages" }).click();
  await expect(page.getByRole("complementary").getByText(`said ${code} again`)).toBeVisible();
  await room.choose("again", "What it said before");
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await room.choose("again", "Reply");
  await expect(room.editor.locator("blockquote")).toContainText(code);
  await page.keyboard.type(" @B");
  await expect(page.getByRole("option", { name: `Bob ${code}` })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(room.editor.locator(".mention")).toHaveText(`@Bob ${code}`);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  expect(await page.locator("img[src=x]").count()).toBe(0);

  const stranger = await visit(undefined, { bypassCSP: true });
  await stranger.goto(`/join/${ada.session.account.join_code}`);
  await expect(stranger.getByText(`Team ${code}`).first()).toBeVisible();
  expect(await stranger.locator("img[src=x]").count()).toBe(0);
  expect(ran).toEqual([]);
});

/** Collects everything that a script of somebody else's could do to be noticed. */
async function alarms(page: Page, origin: string): Promise<string[]> {
  const ran: string[] = [];
  page.on("dialog", (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("popup", (popup) => ran.push(`opened ${popup.url()}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) ran.push(`asked for ${request.url()}`);
  });
  await page.exposeFunction("alarm", (what: string) => ran.push(what));
  await page.addInitScript(() => {
    for (const name of ["alert", "confirm", "prompt", "print"] as const) {
      Object.assign(window, {
        [name]: () => (window as unknown as { alarm(what: string): void }).alarm(name),
      });
    }
  });
  return ran;
}

/** Posts bodies and returns the messages; what is refused as blank or too large is left out. */
async function sayWhatIsTaken(person: Person, bodies: readonly string[]): Promise<Message[]> {
  const taken: Message[] = [];
  for (const body of bodies) {
    const message = await person.say(body).catch((error: Error) => {
      if (!error.message.includes("answered 422")) throw error;
    });
    if (message) taken.push(message);
  }
  return taken;
}

/** Beginnings of some attacks followed by ends of others, the same ones each time. */
function splices(all: readonly string[], count: number): string[] {
  let state = 20_260_102;
  const below = (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % n;
  };
  return Array.from({ length: count }, () => {
    const [first = "", second = ""] = [all[below(all.length)], all[below(all.length)]];
    return first.slice(0, below(first.length)) + second.slice(below(second.length));
  });
}

interface Written extends HTMLElement {
  editor: { loadHTML(html: string): void };
}

/** Has the editor show each text in turn, and returns what of it could run. */
async function writeEach(element: Element, all: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const html of all) {
    (element as Written).editor.loadHTML(html);
    await new Promise(requestAnimationFrame);
    if (
      element.querySelector(
        "script, iframe, object, embed, img, svg, form, input, style, [onerror], [onload]",
      )
    )
      found.push(html);
  }
  return found;
}

/** Pastes each text as that of a web page, and returns what of it could run. */
async function pasteEach(element: Element, all: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const html of all) {
    (element as Written).editor.loadHTML("");
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "words");
    const type = { clipboardData, bubbles: true, cancelable: true };
    if (element.dispatchEvent(new ClipboardEvent("paste", type))) {
      const input = {
        inputType: "insertFromPaste",
        dataTransfer: clipboardData,
        bubbles: true,
        cancelable: true,
      };
      element.dispatchEvent(new InputEvent("beforeinput", input));
    }
    await new Promise(requestAnimationFrame);
    if (
      element.querySelector(
        "script, iframe, object, embed, img, svg, form, input, style, [onerror], [onload]",
      )
    )
      found.push(html);
  }
  return found;
}

/** What in the messages below an element could run. Runs in the page, so it brings all it needs. */
function dangers(root: Element): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll(".message-text, .message-text *")) {
    const inert = element instanceof HTMLElement && !(element instanceof HTMLUnknownElement);
    if (
      !inert ||
      element.matches(
        "script, style, iframe, object, embed, form, input, img, video, audio, base, link, meta, template",
      )
    )
      found.push(element.outerHTML);
    for (const attribute of element.attributes)
      if (/^on|^style$|^src|^srcdoc$|^formaction$|^id$/.test(attribute.name)) found.push(element.outerHTML);
    if (
      element instanceof HTMLAnchorElement &&
      element.href &&
      !/^(https?|mailto|tel|sms|s?ftp|ssh|xmpp):$/.test(element.protocol)
    )
      found.push(element.outerHTML);
  }
  return found;
}

/** How the browser reads each piece of HTML, how it reads what it made of it, and what could run in it. */
function readTwice(all: string[]): { once: string; twice: string; found: string[] }[] {
  const parse = (html: string) => {
    const div = document.createElement("div");
    document.body.append(div); // Connected, so that handlers and loads would fire.
    div.innerHTML = html;
    div.remove();
    return div;
  };
  return all.map((html) => {
    const tree = parse(html);
    const once = tree.innerHTML;
    const found = [...tree.querySelectorAll("*")]
      .filter(
        (element) =>
          element.namespaceURI !== "http://www.w3.org/1999/xhtml" || element instanceof HTMLScriptElement,
      )
      .map((element) => element.outerHTML);
    return { once, twice: parse(once).innerHTML, found };
  });
}
