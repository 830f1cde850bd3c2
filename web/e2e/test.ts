import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { Campfire } from "./campfire";
import { Line } from "./line";
import { Person } from "./person";

export { expect };

interface VisitOptions extends BrowserContextOptions {
  /** What is between the browser and the server; nothing without. */
  through?: { readonly url: string };
}

interface Fixtures {
  /** What the server plays: an empty Campfire, or the demo. */
  playing: "serve" | "demo";
  /** A server; unless it plays the demo, nobody has set it up yet. */
  campfire: Campfire;
  /** The administrator, who has set it up. */
  ada: Person;
  /** A member, who has joined. */
  bob: Person;
  /** Somebody more joins. */
  join(name: string): Promise<Person>;
  /** A line to the server that can be cut. */
  line: Line;
  /** Opens a browser of somebody's own, signed in unless it is a stranger's. */
  visit(person?: Person, options?: VisitOptions): Promise<Page>;
}

export const test = base.extend<Fixtures>({
  playing: ["serve", { option: true }],

  campfire: async ({ playing }, use, testInfo) => {
    const campfire = await Campfire[playing]();
    await use(campfire);
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach("server.log", { body: campfire.log });
    await campfire.remove();
  },

  ada: async ({ campfire }, use) => use(await Person.setUp(campfire.url, "Ada")),

  bob: async ({ campfire, ada }, use) =>
    use(await Person.join(campfire.url, ada.session.account.join_code, "Bob")),

  join: async ({ campfire, ada }, use) =>
    use((name) => Person.join(campfire.url, ada.session.account.join_code, name)),

  line: async ({ campfire }, use) => {
    const line = await Line.to(campfire.url);
    await use(line);
    await line.close();
  },

  visit: async ({ browser, campfire }, use) => {
    const faults: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (person, { through, ...options } = {}) => {
      const baseURL = through?.url ?? campfire.url;
      const context = await browser.newContext({ baseURL, ...options });
      contexts.push(context);
      const [name = "", value = ""] = person?.cookie.split("=", 2) ?? [];
      if (person) await context.addCookies([{ name, value, url: baseURL }]);
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(`uncaught: ${error.stack}`));
      page.on("console", (message) => isFault(message.text()) && faults.push(message.text()));
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults, "what the pages complained of").toEqual([]);
  },
});

const onPurpose = [
  "Failed to load resource",
  "WebSocket connection to",
  "when fetching the script", // of the worker, that is
  "Service Worker registration blocked",
];

/** Requests fail on purpose in the tests, which the console notes too; the rest of it should be empty. */
function isFault(text: string): boolean {
  return !onPurpose.some((known) => text.includes(known));
}
