import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { phone } from "./devices";
import { holdAnswers } from "./hold";
import { password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("axe has nothing to say of the first page", async ({ visit }) => {
  const page = await visit();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Welcome to Campfire" })).toBeVisible();
  await inspect(page);
});

test("axe has nothing to say of signing in", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto("/session/new");
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await inspect(page);

  await page.getByLabel("Email").fill(ada.emailAddress);
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await inspect(page);
});

test("axe has nothing to say of joining", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto(`/join/${ada.session.account.join_code}`);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByLabel("Your name")).toHaveAccessibleDescription(/Enter your name/);
  await inspect(page);

  await page.goto("/join/wrong");
  await expect(page.getByRole("heading", { name: "This invite link does not work any more" })).toBeVisible();
  await inspect(page);
});

test("what a button says while it is at work can be read", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto(`/join/${ada.session.account.join_code}`);
  await page.getByLabel("Your name").fill("Bob");
  const answers = await holdAnswers(page, /\/api\/join/);
  await page.getByLabel("Email").fill("bob@example.com");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  const button = page.getByRole("button", { name: "Joining…" });
  await expect(button).toBeDisabled();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect.poll(() => contrastOf(button), colorScheme).toBeGreaterThanOrEqual(4.5);
  }
  answers.letIn();
  await expect(new RoomScreen(page).timeline).toBeVisible();
});

test("axe has nothing to say of a room", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(page.getByText("Nobody has said anything here yet.")).toBeVisible();
  await inspect(page);

  await page.route("**/api/rooms/1/messages", (route) => route.fulfill({ status: 500, json: {} }));
  await room.send("not sent");
  await expect(room.message("not sent").getByRole("alert")).toBeVisible();
  await bob.sayAll([
    "hello",
    "<blockquote>said</blockquote><pre>code</pre><ul><li>one</li></ul>",
    "🔥",
    "/play bell",
  ]);
  await expect(room.message("hello")).toBeVisible();
  await page.getByRole("button", { name: "Formatting" }).click();
  await page.getByRole("button", { name: /^People/ }).click();
  await expect(page.getByRole("complementary", { name: "People" })).toBeVisible();
  await inspect(page);
});

test("axe has nothing to say of the tools for writing", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await expect(page.locator("trix-editor")).toBeVisible();
  await page.getByRole("button", { name: "Formatting" }).click();
  await room.write("words");
  const toolbar = page.getByRole("toolbar", { name: "Formatting" });
  await toolbar.getByRole("button", { name: "Link" }).click();
  const address = page.getByRole("textbox", { name: "Address of the link" });
  await expect(address).toBeFocused();
  await inspect(page);
  await page.keyboard.type("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(/./);
  await inspect(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Emoji" }).click();
  await expect(page.getByRole("listbox", { name: "Emoji" }).getByRole("option").first()).toBeVisible();
  await inspect(page);
});

test("axe has nothing to say of what opens over a room", async ({ ada, visit }) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await page.route("**/api/rooms/1/messages", (route) => route.fulfill({ status: 503, json: {} }));
  await room.send("on its way");
  for (const name of ["Invite people", "Ada, your menu"]) {
    await page.getByRole("button", { name }).click();
    await expect(page.locator("[popover]:popover-open")).toBeVisible();
    await inspect(page);
  }
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await inspect(page);
});

test("axe has nothing to say of what one does with messages", async ({ ada, visit }) => {
  const page = await visit(ada);
  const { id } = await ada.say("hello");
  await ada.edit(id, "hello there");
  await ada.boost(id, "hear, hear");
  const room = await RoomScreen.open(page);
  await room.message("hello").hover();
  await room.message("hello").locator(".message-bar-menu").click();
  await expect(page.getByRole("menu")).toBeVisible();
  await inspect(page);

  await page.getByRole("menuitem", { name: "Another boost…" }).click();
  await expect(page.getByRole("combobox", { name: "An emoji, or a few words" })).toBeFocused();
  await inspect(page);
  await page.keyboard.press("Escape");

  await room.choose("hello", "What it said before");
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(2);
  await inspect(page);
  await page.keyboard.press("Escape");

  await room.choose("hello", "Edit");
  await expect(page.locator(".edit trix-editor")).toBeFocused();
  await inspect(page);
  await page.keyboard.press("Escape");

  await room.choose("hello", "Delete");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await inspect(page);
});

test("axe has nothing to say of making rooms and finding them", async ({ ada, bob, visit }) => {
  const secret = await ada.makeRoom("Secret", { type: "closed", user_ids: [bob.id] });
  const page = await visit(ada);
  await page.goto("/rooms/new");
  await page.getByRole("radio", { name: "Closed" }).check();
  await page.getByRole("option", { name: "Bob" }).click();
  await page.getByRole("button", { name: "Create room" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/Give the room a name/);
  await inspect(page);

  await page.goto("/rooms/new/direct");
  await page.getByRole("combobox", { name: "To" }).fill("b");
  await expect(page.getByRole("option")).toHaveText([/Bob/]);
  await inspect(page);

  await page.goto(`/rooms/${secret.id}/settings`);
  await expect(page.getByRole("button", { name: "Remove Bob from the room" })).toBeVisible();
  await inspect(page);
  for (const name of ["Leave room", "Delete room"]) {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await inspect(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }

  await RoomScreen.open(page, `/rooms/${secret.id}`);
  await page.getByRole("button", { name: /^Notifications/ }).click();
  await expect(page.getByRole("dialog", { name: "What you hear of this room" })).toBeVisible();
  await inspect(page);
  await page.getByRole("button", { name: /^Hidden/ }).click();
  await page.getByRole("button", { name: "Hidden · 1" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("b");
  await expect(page.getByRole("option")).toHaveText([/Bob/]);
  await inspect(page);
});

test("axe has nothing to say of a lost line", async ({ ada, line, visit }) => {
  const page = await visit(ada, { through: line });
  const room = await RoomScreen.open(page);
  line.cut();
  await room.send("waits");
  await expect(room.status).toHaveText("Reconnecting… what you write is kept.");
  await inspect(page);
});

test("axe has nothing to say of addresses that lead nowhere", async ({ ada, visit }) => {
  const page = await visit(ada);
  for (const [address, title] of [
    ["/rooms/999", "This room is not here any more"],
    ["/nowhere", "There is no such page"],
    ["/join/whatever", "You are already in Hearth"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await inspect(page);
  }
});

test("axe has nothing to say of a phone's screen", async ({ ada, bob, visit }) => {
  await bob.sayAll(["hello", "there"]);
  const page = await visit(ada, phone);
  await RoomScreen.open(page);
  await inspect(page);

  await page.getByRole("button", { name: "Rooms and people" }).tap();
  await expect(page.getByRole("navigation", { name: "Rooms and people" })).toBeInViewport({ ratio: 1 });
  await inspect(page);
});

/** The contrast of an element's text with its background (WCAG 2.2); 0 for one that is faded. */
function contrastOf(element: Locator): Promise<number> {
  return element.evaluate((shown) => {
    const { color, backgroundColor, opacity } = getComputedStyle(shown);
    const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!brush || opacity !== "1") return 0;
    const luminance = (painted: string) => {
      brush.fillStyle = painted;
      brush.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...brush.getImageData(0, 0, 1, 1).data].map((channel) => {
        const part = channel / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [one, other] = [luminance(color), luminance(backgroundColor)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  });
}

/** Lets axe look at the page in both themes; what is serious or critical fails the test. */
async function inspect(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page });
    if (colorScheme === "dark") axe.withRules("color-contrast"); // The rest is the same in the dark.
    const { violations } = await axe.analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const found = grave.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => [id, html, failureSummary]),
    );
    expect(found, colorScheme).toEqual([]);
  }
}
