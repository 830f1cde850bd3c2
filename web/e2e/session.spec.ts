import { emailAddressOf, password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("signing out closes the session's line and shows the sign-in page", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  const [line] = await Promise.all([page.waitForEvent("websocket"), RoomScreen.open(page)]);
  const bobs = await visit(bob);
  await RoomScreen.open(bobs);
  await expect(bobs.getByRole("button", { name: /^People: 2 here now/ })).toBeVisible();

  await page.getByRole("button", { name: "Ada, your menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await expect.poll(() => line.isClosed()).toBe(true);
  await expect(bobs.getByRole("button", { name: /^People: 1 here now/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("signing out asks first when something is not sent yet, and then takes it along", async ({
  bob,
  visit,
}) => {
  const page = await visit(bob);
  const room = await RoomScreen.open(page);
  await page.route("**/api/rooms/1/messages", (route) => route.fulfill({ status: 503, json: {} }));
  await room.send("on its way");
  await page.getByRole("button", { name: "Bob, your menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();

  const dialog = page.getByRole("dialog", { name: "One message is not sent yet" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(room.message("on its way")).toBeVisible();
  await page.getByRole("button", { name: "Bob, your menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await dialog.getByRole("button", { name: "Sign out and lose it" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("on its way");
});

test("a session ended from elsewhere leads to sign-in, and the draft is still there after it", async ({
  campfire,
  ada,
  visit,
}) => {
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await room.write("half a thought");
  const printed = await campfire.command("user", "password", ada.emailAddress);
  const newPassword = /password is (\S+)/.exec(printed)?.[1] ?? "";

  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await page.getByLabel("Email").fill(ada.emailAddress);
  await page.getByLabel("Password").fill(newPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(room.editor).toHaveText("half a thought");
});

test("a session that ended while the page was closed leads to sign-in and back to the same place", async ({
  ada,
  bob,
  visit,
}) => {
  const messages = await bob.sayAll(Array.from({ length: 60 }, (_, n) => `number ${n}`));
  await ada.signOut();
  const page = await visit(ada);
  await page.goto(`/rooms/1/@${messages[5]?.id}`);
  await page.getByLabel("Email").fill(ada.emailAddress);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(new RoomScreen(page).message("number 5").first()).toBeInViewport();
});

test("a wrong password is refused with a sentence, and what was typed stays", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto("/");
  await page.getByLabel("Email").fill(ada.emailAddress);
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "That email and password do not belong together. Check both and try again.",
  );
  await expect(page.getByLabel("Email")).toHaveValue(ada.emailAddress);
  await expect(page.getByLabel("Password")).toHaveValue("not this one");

  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "All Talk", level: 1 })).toBeVisible();
});

test("too many attempts to sign in are told to wait", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto("/");
  const wrong = { email_address: ada.emailAddress, password: "not this one" };
  const attempt = () => page.request.post("/api/session", { data: wrong });
  await Promise.all(Array.from({ length: 10 }, attempt));

  await page.getByLabel("Email").fill(ada.emailAddress);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(
    "Too many attempts to sign in. Wait a little, then try again.",
  );
});

test("an email that is taken leads to sign-in instead", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto(`/join/${ada.session.account.join_code}`);
  await page.getByLabel("Your name").fill("Another Ada");
  await page.getByLabel("Email").fill(ada.emailAddress.toUpperCase());
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("alert")).toContainText("You may have an account here already.");

  await page.getByRole("link", { name: "Sign in instead" }).click();
  await expect(page.getByLabel("Email")).toHaveValue(ada.emailAddress.toUpperCase());
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Ada, your menu" })).toBeVisible();
});

test("a join link that is not good says so, and how to get one", async ({ ada, visit }) => {
  const page = await visit();
  await page.goto(`/join/${ada.session.account.join_code.replace(/.$/, "!")}`);
  await expect(page.getByRole("heading", { name: "This invite link does not work any more" })).toBeVisible();
  await expect(page.getByText("Ask whoever sent it for the current link.")).toBeVisible();
});

test("what is missing in a form is said at its field", async ({ campfire, visit }) => {
  const page = await visit();
  await page.goto(campfire.url);
  await page.getByRole("button", { name: "Light the fire" }).click();
  await expect(page.getByLabel("Your name")).toBeFocused();
  await expect(page.getByLabel("Your name")).toHaveAccessibleDescription(/^Enter your name/);
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription(/^Enter an email address/);
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(
    /Use a password of at least 8 characters/,
  );
});

test("only the first to fill in the first page sets Campfire up", async ({ campfire, visit }) => {
  const [first, second] = [await visit(), await visit()];
  const people = [
    { page: first, name: "Ada" },
    { page: second, name: "Bob" },
  ];
  for (const { page, name } of people) {
    await page.goto(campfire.url);
    await page.getByLabel("Your name").fill(name);
    await page.getByLabel("Email").fill(emailAddressOf(name));
    await page.getByLabel("Password").fill(password);
  }
  await first.getByRole("button", { name: "Light the fire" }).click();
  await expect(first.getByRole("heading", { name: "All Talk", level: 1 })).toBeVisible();
  await second.getByRole("button", { name: "Light the fire" }).click();
  await expect(second.getByRole("button", { name: "Sign in" })).toBeVisible();
});
