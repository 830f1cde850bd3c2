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
