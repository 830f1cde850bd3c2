import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Campfire } from "./campfire";
import { Person, password } from "./person";
import { courier, type PushDevice, PushService, press, shown, watch } from "./push-service";
import { test as base, expect } from "./test";
import { workerRuns } from "./worker";

interface Fixtures {
  settings: Record<string, string>;
  service: PushService;
  bobs: PushDevice;
}

/** A Campfire that may push to this machine, where the push service is. */
const test = base.extend<Fixtures>({
  settings: [{ PUSH_PRIVATE_TARGETS: "true" }, { option: true }],
  campfire: async ({ settings }, use) => {
    const campfire = await Campfire.serve(settings);
    await use(campfire);
    await campfire.remove();
  },
  // biome-ignore lint/correctness/noEmptyPattern: the runner wants a pattern
  service: async ({}, use) => {
    const service = await PushService.start();
    await use(service);
    await service.stop();
  },
  bobs: async ({ service }, use) => use(service.device("bob")),
});

test.use({ serviceWorkers: "allow" });

const profile = "/users/me/profile";

/** Has a page's browser be a device that gets notifications, and stay on the profile. */
async function notified(page: Page, device: PushDevice): Promise<Page> {
  await device.install(page.context());
  await page.goto(profile);
  await workerRuns(page);
  await page.getByRole("button", { name: "Turn on notifications" }).click();
  await expect(page.getByText("This device gets notifications.")).toBeVisible();
  return page;
}

test("a message goes all the way to a notification, which opens it in the open window", async ({
  ada,
  bob,
  visit,
  service,
  bobs,
}) => {
  const room = await ada.makeRoom("", { type: "direct", user_ids: [bob.id] });
  const page = await notified(await visit(bob), bobs);
  const row = page.getByRole("list", { name: "Devices that get notifications" }).getByRole("listitem");
  await expect(row).toContainText("This device");
  const deliver = await courier(page);

  await row.getByRole("button", { name: /^Send a test/ }).click();
  await expect(row).toContainText("A test is on its way.");
  await expect.poll(() => service.on(bobs)).toHaveLength(1);
  await deliver(service.on(bobs)[0] ?? "");
  await expect.poll(() => shown(page)).toMatchObject([{ title: "Hearth", path: profile }]);

  const said = await ada.say("<strong>Hello</strong> Bob 👋", room.id);
  await expect.poll(() => service.on(bobs)).toHaveLength(2);
  const [, push] = service.pushes;
  expect(push?.headers).toMatchObject({
    topic: `room-${room.id}`,
    urgency: "high",
    "content-encoding": "aes128gcm",
  });
  await deliver(push?.text ?? "");
  const path = `/rooms/${room.id}/@${said.id}`;
  await expect
    .poll(() => shown(page))
    .toContainEqual({ title: "Ada", body: "Hello Bob 👋", tag: `room-${room.id}`, path });

  await page.evaluate(() => Object.assign(globalThis, { sameWindow: true }));
  await press(page, path);
  await expect(page.locator(`[data-message-id="${said.id}"]`)).toBeVisible();
  expect(new URL(page.url()).pathname).toContain(`/rooms/${room.id}`);
  expect(await page.evaluate(() => "sameWindow" in globalThis)).toBe(true);
  await expect.poll(() => shown(page)).toHaveLength(1); // the test's
});

test("of several devices the page knows which one this is, and turns off that one for good", async ({
  bob,
  visit,
  service,
  bobs,
}) => {
  await notified(await visit(bob), service.device("bob's other"));
  const page = await notified(await visit(bob), bobs);
  const rows = page.getByRole("list", { name: "Devices that get notifications" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  const here = rows.filter({ hasText: "This device" });
  await expect(here).toHaveCount(1);
  await here.getByRole("button", { name: /^Turn off notifications on/ }).click();
  await expect(page.getByRole("button", { name: "Turn on notifications" })).toBeVisible();
  await expect(here).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem("stand-in-subscription"))).toBeNull();
  await page.reload();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Turn on notifications" })).toBeVisible();
});

test("a push that comes twice, or late, makes no second sound and hides nothing newer", async ({
  ada,
  bob,
  visit,
  service,
  bobs,
}) => {
  const room = await ada.makeRoom("", { type: "direct", user_ids: [bob.id] });
  const page = await notified(await visit(bob), bobs);
  const [deliver, asked] = [await courier(page), await watch(page)];
  await ada.say("first", room.id);
  await expect.poll(() => service.on(bobs)).toHaveLength(1);
  await ada.say("second", room.id);
  await expect.poll(() => service.on(bobs)).toHaveLength(2);
  const [first = "", second = ""] = service.on(bobs);
  for (const [index, push] of [first, first, second, first, second].entries()) {
    await deliver(push);
    await expect.poll(asked).toHaveLength(index + 1);
  }
  await expect.poll(async () => (await asked())[2]?.badge).toBe(2);
  const none = -1; // The badge is left as it is.
  expect(await asked()).toEqual([
    { body: "first", renotify: true, badge: 1 },
    { body: "first", renotify: false, badge: none },
    { body: "second", renotify: true, badge: 2 },
    { body: "second", renotify: false, badge: none },
    { body: "second", renotify: false, badge: none },
  ]);
  expect(await shown(page)).toMatchObject([{ body: "second" }]);
});

test("a notification opens a window where none is open", async ({ ada, bob, visit, service, bobs }) => {
  const room = await ada.makeRoom("", { type: "direct", user_ids: [bob.id] });
  const page = await notified(await visit(bob), bobs);
  const deliver = await courier(page);
  const said = await ada.say("hello", room.id);
  await expect.poll(() => service.on(bobs)).toHaveLength(1);
  await deliver(service.on(bobs)[0] ?? "");
  const path = `/rooms/${room.id}/@${said.id}`;
  await expect.poll(() => shown(page)).toMatchObject([{ path }]);
  const worker = page.context().serviceWorkers()[0];
  await worker?.evaluate(() => {
    // Only a person's own press may open a window; here it is seen that one would be.
    const { clients } = globalThis as unknown as { clients: { matchAll: unknown; openWindow: unknown } };
    Object.assign(clients, {
      matchAll: async () => [],
      openWindow: async (url: URL) => void Object.assign(globalThis, { opened: url.pathname }),
    });
  });
  await press(page, path);
  await expect.poll(() => worker?.evaluate(() => (globalThis as { opened?: string }).opened)).toBe(path);
});

test("nobody is told of a room they look at, nor at quiet times, nor when they have signed out", async ({
  ada,
  bob,
  join,
  visit,
  service,
  bobs,
}) => {
  const cy = await join("Cy");
  const room = await ada.makeRoom("", { type: "direct", user_ids: [bob.id] });
  const fence = await ada.makeRoom("", { type: "direct", user_ids: [bob.id, cy.id] });
  const cys = service.device("cy");
  await notified(await visit(cy), cys);
  const page = await notified(await visit(bob), bobs);
  const heard = (device: PushDevice) => service.on(device).map((text) => JSON.parse(text).options.body);
  /** Cy hears of what is said in the other room, and by then Bob has heard of what was said before, or never will. */
  const settled = async (text: string) => {
    await ada.say(text, fence.id);
    await expect.poll(() => heard(cys)).toContain(text);
  };

  await page.goto(`/rooms/${room.id}`);
  const hers = await visit(ada);
  await hers.goto(`/rooms/${room.id}`);
  await expect(hers.getByRole("button", { name: /^People: 2 here now/ })).toBeVisible();
  await ada.say("before his eyes", room.id);
  await settled("one");
  await expect.poll(() => heard(bobs)).toEqual(["one"]);

  await page.goto(profile);
  await page.getByLabel("Do not disturb").check();
  await page.getByLabel("From").fill(inBerlin(-60));
  await page.getByLabel("Until").fill(inBerlin(60));
  const quiet = page.locator("form", { has: page.getByLabel("Until") });
  await quiet.getByRole("button", { name: "Save" }).click();
  await expect(quiet.getByText("Saved")).toBeVisible();
  await ada.say("while he sleeps", room.id);
  await settled("two");
  await page.reload();
  await expect(page.getByLabel("Until")).toHaveValue(inBerlin(60));
  await page.getByLabel("Do not disturb").uncheck();
  await expect(page.getByLabel("Until")).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel("Do not disturb")).not.toBeChecked();
  await settled("three");
  await expect.poll(() => heard(bobs)).toEqual(["one", "three"]);

  await page.getByRole("button", { name: /^Turn off notifications on/ }).click();
  await expect(page.getByRole("button", { name: "Turn on notifications" })).toBeVisible();
  await settled("four");
  await page.getByRole("button", { name: "Turn on notifications" }).click();
  await expect(page.getByText("This device gets notifications.")).toBeVisible();
  await settled("five");
  await expect.poll(() => heard(bobs)).toEqual(["one", "three", "five"]);

  await page.getByRole("button", { name: "Bob, your menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await settled("six");
  expect(heard(bobs)).toEqual(["one", "three", "five"]);
  // Whoever signs in here next gets none either, until they want them.
  await signIn(page, bob);
  await page.goto(profile);
  await expect(page.getByRole("button", { name: "Turn on notifications" })).toBeVisible();
});

test("what somebody else left in the browser ends, and one's own comes back with the sign-in", async ({
  campfire,
  ada,
  bob,
  visit,
  service,
  bobs,
}) => {
  const page = await notified(await visit(bob), bobs);
  const devices = async (person: Person) => (await person.notifiedDevices()).length;
  await bob.endAllSessions();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  const again = await Person.signIn(campfire.url, "Bob");
  expect(await devices(again)).toBe(0);
  await signIn(page, bob);
  await expect.poll(() => devices(again)).toBe(1);

  await again.endAllSessions(); // that of the page, too
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await signIn(page, ada);
  await expect.poll(() => page.evaluate(() => localStorage.getItem("stand-in-subscription"))).toBeNull();
  expect(await devices(ada)).toBe(0);
  expect(service.pushes).toEqual([]);
});

/** The time of day in Berlin, where the browsers are, in so many minutes. */
function inBerlin(minutes: number): string {
  const at = new Date(Date.now() + minutes * 60_000);
  return at.toLocaleTimeString("en-GB", { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" });
}

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel("Email").fill(person.emailAddress);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: `${person.name}, your menu` })).toBeVisible();
}

const permissions = [
  { state: "denied", says: /told not to show notifications.*Press the icon before the address/ },
  { state: "default", says: /Your browser will ask whether it may show them/ },
] as const;

for (const { state, says } of permissions) {
  test(`where the permission is ${state}, the page says what to do, and reads well to a screen reader`, async ({
    bob,
    visit,
  }) => {
    const page = await visit(bob);
    await page.addInitScript((state) => {
      Object.defineProperty(Notification, "permission", { get: () => state });
    }, state);
    await page.goto(profile);
    const section = page.getByRole("region", { name: "Notifications" });
    await expect(section.getByRole("status").first()).toHaveText(says);
    await expect(section.getByRole("button", { name: "Turn on notifications" })).toHaveCount(
      state === "denied" ? 0 : 1,
    );
    const { violations } = await new AxeBuilder({ page }).include("#notifications").analyze();
    expect(violations).toEqual([]);
  });
}

const others = [
  {
    browser: "an iPhone's, in a tab",
    says: /Add to Home Screen/,
    userAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML) Version/18.0 Mobile/15E148 Safari/604.1",
  },
  {
    browser: "one without push",
    says: /cannot show notifications while Campfire is closed/,
    userAgent: "Old",
  },
];

for (const { browser, says, userAgent } of others) {
  test(`in ${browser}, the page says what to do`, async ({ bob, visit }) => {
    const page = await visit(bob, { userAgent });
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "PushManager"));
    await page.goto(profile);
    const section = page.getByRole("region", { name: "Notifications" });
    await expect(section.getByText(says)).toBeVisible();
    await expect(section.getByLabel("Do not disturb")).toBeVisible();
    await expect(section.getByRole("button", { name: "Turn on notifications" })).toHaveCount(0);
  });
}

test("what the browser or the server refuses is told, and can be tried again", async ({
  bob,
  visit,
  service,
  bobs,
}) => {
  const page = await visit(bob);
  await bobs.install(page.context());
  await page.goto(profile);
  await workerRuns(page);
  await page.evaluate(() => {
    const { prototype } = PushManager;
    const { subscribe } = prototype;
    prototype.subscribe = async () => {
      prototype.subscribe = subscribe;
      throw new DOMException("Registration failed - push service error", "AbortError");
    };
  });
  const turnOn = page.getByRole("button", { name: "Turn on notifications" });
  await turnOn.click();
  await expect(page.getByRole("alert")).toContainText("could not reach its push service");
  await turnOn.click();
  await expect(page.getByText("This device gets notifications.")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);

  service.status = 500;
  const test = page.getByRole("button", { name: /^Send a test/ });
  await test.click();
  await expect(page.getByRole("alert")).toContainText("did not take the test");
  service.status = 410;
  await test.click();
  await expect(page.getByRole("alert")).toContainText("Turn them on again on the device.");
  await expect(turnOn).toBeVisible();
});

test.describe(() => {
  test.use({ settings: { PUSH_NOTIFICATIONS_ENABLED: "false" } });

  test("where notifications are off, the page shows what will come, and the server refuses", async ({
    bob,
    visit,
  }) => {
    const page = await visit(bob);
    await page.goto(profile);
    const section = page.getByRole("region", { name: "Notifications" });
    await expect(section.getByRole("button", { name: "Turn on notifications" })).toBeDisabled();
    await expect(section.getByText("Available in v2.0")).toBeVisible();
    await expect(section.getByLabel("Do not disturb")).toHaveCount(0);
    await expect(bob.notifiedDevices()).rejects.toThrow(/403.*feature_disabled/);
  });
});
