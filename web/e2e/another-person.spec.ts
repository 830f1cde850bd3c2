import type { Page } from "@playwright/test";
import { holdAnswers } from "./hold";
import { Person, password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test.use({ playing: "demo" });

test("nothing of a closed room is shown to whoever signs in next in the same tab", async ({
  campfire,
  visit,
}) => {
  const page = await visit();
  await page.goto(campfire.signInPath(1));
  await page.getByRole("link", { name: /Motor Controller/ }).click();
  const room = new RoomScreen(page);
  await expect(room.messages.last()).toBeInViewport();
  const secrets = (await room.texts()).filter((text) => text.length > 20);
  expect(secrets.length).toBeGreaterThan(5);

  const amara = await personAt(page, campfire.url);
  const eve = await Person.join(campfire.url, amara.session.account.join_code, "Eve");
  await amara.signOut();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();

  const seen = await page.evaluateHandle(noteSecrets, ["Motor Controller", ...secrets]);
  const answers = await holdAnswers(page, /\/api\/rooms/);
  await signIn(page, eve);
  await expect(page.getByRole("button", { name: "Eve, your menu" })).toBeVisible();
  await answers.asked;
  expect(new URL(page.url()).pathname).toBe("/");
  answers.letIn();
  await expect(page.getByRole("heading", { level: 1, name: "All Talk" })).toBeVisible();
  await expect(room.messages.last()).toBeInViewport();
  expect(await seen.jsonValue()).toEqual([]);
});

test("a tab goes over to whoever signs in in another one", async ({ campfire, visit }) => {
  const page = await visit();
  await page.goto(campfire.signInPath(1));
  await page.getByRole("link", { name: /Motor Controller/ }).click();
  await expect(new RoomScreen(page).messages.last()).toBeInViewport();
  const other = await page.context().newPage();
  await other.goto(campfire.signInPath(8));
  await expect(page.getByRole("button", { name: "Priya Raman, your menu" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "All Talk" })).toBeVisible();
});

test("what one person writes is never posted in the name of another", async ({ campfire, visit }) => {
  const page = await visit();
  await page.goto(campfire.signInPath(1));
  await page.getByRole("link", { name: /Workshop/ }).click();
  const room = new RoomScreen(page);
  await expect(room.messages.last()).toBeInViewport();
  const amara = await page.context().cookies();
  const workshop = new URL(page.url()).pathname;
  const priya = await visit();
  await priya.goto(campfire.signInPath(8));
  await page.context().addCookies(await priya.context().cookies());

  await room.send("signed, Amara");
  await expect(page.getByRole("button", { name: "Priya Raman, your menu" })).toBeVisible();
  const posted = () => page.request.get(`/api${workshop}/messages`).then((answer) => answer.text());
  expect(await posted()).not.toContain("signed, Amara");

  await page.context().addCookies(amara);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(page.getByRole("button", { name: "Amara Okafor, your menu" })).toBeVisible();
  await expect.poll(posted).toContain("signed, Amara");
  await page.goto(workshop);
  await expect(room.message("signed, Amara").locator(".message-author")).toHaveText("Amara Okafor");
});

/** Whose session the page has. */
async function personAt(page: Page, url: string): Promise<Person> {
  const session = await (await page.request.get("/api/session")).json();
  const cookies = await page.context().cookies();
  return new Person(url, session, cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
}

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel("Email").fill(person.emailAddress);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Runs in the page: keeps which of the texts are on it or in its title at any time from now on. */
function noteSecrets(texts: string[]): string[] {
  const seen: string[] = [];
  const look = () => {
    const shown = `${document.title} ${document.documentElement.textContent}`;
    seen.push(...texts.filter((text) => shown.includes(text)));
  };
  look();
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  return seen;
}
