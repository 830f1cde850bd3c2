import type { Page } from "@playwright/test";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const sidebar = (page: Page) => page.getByRole("navigation", { name: "Rooms and people" });
const entry = (page: Page, name: string) => sidebar(page).getByRole("link", { name, exact: true });
const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test("a room for everyone appears at everyone's", async ({ ada, bob, visit }) => {
  const bobs = await visit(bob);
  await RoomScreen.open(bobs);
  const page = await visit(ada);
  await RoomScreen.open(page);
  await sidebar(page).getByRole("link", { name: "New room" }).click();
  await page.getByRole("button", { name: "Create room" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/Give the room a name/);
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.getByLabel("Name").fill("  Design ");
  await page.getByRole("button", { name: "Create room" }).click();
  await expect(title(page, "Design")).toBeVisible();
  await expect(entry(page, "Design")).toHaveAttribute("aria-current", "page");

  await entry(bobs, "Design").click();
  await new RoomScreen(bobs).send("I found it");
  await expect(new RoomScreen(page).message("I found it")).toBeVisible();
});

test("a room for chosen people is made with the keyboard alone", async ({ ada, bob, campfire, visit }) => {
  const { Person } = await import("./person");
  const eve = await Person.join(campfire.url, ada.session.account.join_code, "Eve");
  const eves = await visit(eve);
  await RoomScreen.open(eves);
  const page = await visit(ada);
  await page.goto("/rooms/new");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Secret");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Closed" })).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "People" })).toBeFocused();
  await page.keyboard.type("bo");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Chosen: 1" })).toContainText("Bob");
  await expect(page.getByRole("combobox")).toHaveValue("");
  await page.keyboard.press("Enter");
  await expect(title(page, "Secret")).toBeVisible();

  expect((await bob.rooms()).map(({ name }) => name)).toEqual(["All Talk", "Secret"]);
  expect((await eve.rooms()).map(({ name }) => name)).toEqual(["All Talk"]);
  await eves.goto(page.url());
  await expect(eves.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
});

test("the same people are always in the same conversation", async ({ ada, bob, visit }) => {
  const page = await visit(ada);
  await RoomScreen.open(page);
  await sidebar(page).getByRole("link", { name: "New conversation" }).click();
  const to = page.getByRole("combobox", { name: "To" });
  await expect(to).toBeFocused();
  await expect(page.getByRole("button", { name: "Start talking" })).toBeDisabled();
  await page.getByRole("option", { name: "Bob" }).click();
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("button", { name: "Start talking" })).toBeDisabled();
  await page.getByRole("option", { name: "Bob" }).click();
  await page.getByRole("button", { name: "Start talking" }).click();
  await expect(title(page, "Bob")).toBeVisible();
  await new RoomScreen(page).send("hello you");
  await expect(new RoomScreen(page).message("hello you")).toBeVisible();
  const room = page.url();

  const bobs = await visit(bob);
  await bobs.goto("/rooms/new/direct");
  await bobs.getByRole("option", { name: "Ada" }).click();
  await bobs.getByRole("button", { name: "Start talking" }).click();
  await expect(new RoomScreen(bobs).message("hello you")).toBeVisible();
  expect(new URL(bobs.url()).pathname).toBe(new URL(room).pathname);
});

test("a room is renamed, closed and opened again", async ({ ada, bob, visit }) => {
  const bobs = await visit(bob);
  await RoomScreen.open(bobs);
  const page = await visit(ada);
  await RoomScreen.open(page);
  await page.getByRole("link", { name: "Room settings" }).click();
  await page.getByLabel("Name").fill("Lobby");
  await page.getByRole("radio", { name: "Closed" }).check();
  await expect(page.getByText("Everyone who is in it now stays")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await expect(title(bobs, "Lobby")).toBeVisible();
  await expect(entry(bobs, "Closed room: Lobby")).toBeVisible();

  await page.getByRole("button", { name: "Remove Bob from the room" }).click();
  await expect(bobs.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
  await expect(entry(bobs, "Closed room: Lobby")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Remove Bob from the room" })).toBeVisible();
  expect((await bob.rooms()).map(({ name }) => name)).toEqual(["Lobby"]);

  await page.getByRole("radio", { name: "Open" }).check();
  await expect(page.getByText("Everyone in the team joins")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Everyone in the team is in it")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(new RoomScreen(page).timeline).toBeVisible();
});

test("whoever may not change a room sees who is in it", async ({ bob, visit }) => {
  const page = await visit(bob);
  await page.goto("/rooms/1/settings");
  await expect(
    page.getByText("Whoever made this room and administrators in it can change it."),
  ).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Ada" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Save|Delete|Leave|Remove/ })).toHaveCount(0);
});

test("making rooms is kept to administrators when they say so", async ({ ada, bob, visit }) => {
  await ada.keepRoomsToAdministrators();
  const page = await visit(bob);
  await RoomScreen.open(page);
  await expect(sidebar(page).getByRole("link", { name: "New conversation" })).toBeVisible();
  await expect(sidebar(page).getByRole("link", { name: "New room" })).toBeHidden();
  await page.goto("/rooms/new");
  await expect(page.getByText("Only administrators make rooms here.")).toBeVisible();
  await expect(bob.makeRoom("Mine")).rejects.toThrow("room_creation_restricted");
});

test("somebody is added to a closed room, and leaves it", async ({ ada, bob, visit }) => {
  const room = await ada.makeRoom("Secret", { type: "closed" });
  const page = await visit(ada);
  await page.goto(`/rooms/${room.id}/settings`);
  await page.getByRole("combobox", { name: "Add people" }).fill("bob");
  await page.getByRole("option", { name: "Bob" }).click();
  await expect(page.getByRole("heading", { name: "People · 2" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Ada" })).toHaveAttribute("aria-disabled", "true");

  const bobs = await visit(bob);
  await bobs.goto(`/rooms/${room.id}/settings`);
  await bobs.getByRole("button", { name: "Leave room" }).click();
  const dialog = bobs.getByRole("dialog", { name: "Leave Secret?" });
  await dialog.getByRole("button", { name: "Leave room" }).click();
  await expect(title(bobs, "All Talk")).toBeVisible();
  await expect(entry(bobs, "Closed room: Secret")).toBeHidden();
  expect((await bob.rooms()).map(({ name }) => name)).toEqual(["All Talk"]);

  await page.getByRole("button", { name: "Leave room" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave room" }).click();
  await expect(page.getByRole("alert")).toHaveText(/You are the only one left/);
});

test("a room is deleted once its name is typed, and goes at once for all", async ({ ada, bob, visit }) => {
  const room = await ada.makeRoom("Doomed");
  for (const text of ["one", "two"]) await bob.say(text, room.id);
  const bobs = await visit(bob);
  await RoomScreen.open(bobs, `/rooms/${room.id}`);
  const page = await visit(ada);
  await page.goto(`/rooms/${room.id}/settings`);
  await page.getByRole("button", { name: "Delete room" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Doomed for everyone?" });
  await expect(dialog).toContainText("2 messages will be gone for all 2 people in it.");
  const confirm = dialog.getByRole("button", { name: "Delete room" });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel("To delete it, type: Doomed").fill("doomed");
  await confirm.click();
  await expect(title(page, "All Talk")).toBeVisible();
  await expect(entry(page, "Doomed")).toBeHidden();
  await expect(bobs.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
  await expect(entry(bobs, "Doomed")).toBeHidden();
  await bobs.getByRole("link", { name: "Go to All Talk" }).click();
  await expect(title(bobs, "All Talk")).toBeVisible();
});

test("how much one hears of a room is a choice, and a hidden room is found again", async ({ ada, visit }) => {
  const room = await ada.makeRoom("Quiet");
  const page = await visit(ada);
  await RoomScreen.open(page, `/rooms/${room.id}`);
  await page.getByRole("button", { name: "Notifications: Mentions" }).click();
  const menu = page.getByRole("dialog", { name: "What you hear of this room" });
  await expect(menu.getByRole("button", { name: /^Mentions/ })).toHaveAttribute("aria-pressed", "true");
  await menu.getByRole("button", { name: /^Hidden/ }).click();
  await expect(menu).toBeHidden();
  const bell = page.getByRole("button", { name: "Notifications: Hidden" });
  await expect(bell).toBeFocused();
  await expect(entry(page, "Quiet")).toBeHidden();

  await entry(page, "All Talk").click();
  await expect(title(page, "All Talk")).toBeVisible();
  await sidebar(page).getByRole("button", { name: "Hidden · 1" }).click();
  await entry(page, "Quiet").click();
  await expect(title(page, "Quiet")).toBeVisible();
  await bell.click();
  await menu.getByRole("button", { name: /^Everything/ }).click();
  await expect(entry(page, "Quiet")).toHaveCount(1);
  await expect(sidebar(page).getByRole("button", { name: /^Hidden/ })).toBeHidden();
});

test("the filter narrows the sidebar", async ({ ada, visit }) => {
  for (const name of ["Design", "Déjà vu", "Web design"]) await ada.makeRoom(name);
  const page = await visit(ada);
  await RoomScreen.open(page);
  const filter = sidebar(page).getByRole("searchbox", { name: "Filter rooms and people" });
  await filter.fill("deja");
  await expect(sidebar(page).getByRole("listitem")).toHaveText(["Déjà vu"]);
  await filter.fill("design");
  await expect(sidebar(page).getByRole("listitem")).toHaveText(["Design", "Web design"]);
  await filter.press("ArrowDown");
  await expect(entry(page, "Design")).toBeFocused();
  await filter.press("Enter");
  await expect(title(page, "Design")).toBeVisible();
  await filter.fill("nowhere");
  await expect(sidebar(page).getByText("No room or person here is called “nowhere”.")).toBeVisible();
  await filter.press("Escape");
  await expect(filter).toHaveValue("");
  await expect(entry(page, "All Talk")).toBeVisible();
});

test("Ctrl+K goes to rooms and people", async ({ ada, bob, visit }) => {
  await ada.makeRoom("Design");
  await ada.makeRoom("Web design", { type: "closed" });
  const page = await visit(ada);
  const room = await RoomScreen.open(page);
  await room.write("half a thought");
  await page.keyboard.press("Control+k");
  const jump = page.getByRole("dialog", { name: "Jump to" });
  const field = jump.getByRole("combobox", { name: "Room or person" });
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(jump).toBeHidden();
  await expect(room.editor).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("desi");
  await expect(jump.getByRole("option")).toHaveText(["Design", "Closed room:Web design"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(title(page, "Web design")).toBeVisible();
  await expect(jump).toBeHidden();

  await page.keyboard.press("Control+k");
  await expect(jump.getByRole("option").first()).toHaveText("All Talk"); // It was open last.
  await page.keyboard.type(bob.name);
  await expect(jump.getByRole("option")).toHaveText([/Bob.*start a conversation/]);
  await page.keyboard.press("Enter");
  await expect(title(page, "Bob")).toBeVisible();
  await expect(entry(page, "Bob")).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("nobody at all");
  await expect(jump.getByRole("status")).toHaveText("Nothing is called “nobody at all”.");
});

test("what a refused room was to be called is kept", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.goto("/rooms/new");
  await page.getByLabel("Name").fill("Design");
  await page.route("**/api/rooms", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          json: { detail: "The disk is full." },
        })
      : route.continue(),
  );
  await page.getByRole("button", { name: "Create room" }).click();
  await expect(page.getByRole("alert")).toHaveText("The disk is full.");
  await expect(page.getByLabel("Name")).toHaveValue("Design");
  await page.unroute("**/api/rooms");
  await page.getByRole("button", { name: "Create room" }).click();
  await expect(title(page, "Design")).toBeVisible();
});

test("five hundred rooms and two thousand people stay within reach", async ({ ada, visit }) => {
  const [room] = await ada.rooms();
  const page = await visit(ada);
  await page.route("**/api/rooms", (route) =>
    route.fulfill({
      json: { rooms: Array.from({ length: 500 }, (_, i) => ({ ...room, id: i + 1, name: `Room ${i + 1}` })) },
    }),
  );
  await page.route("**/api/rooms/1", (route) =>
    route.fulfill({
      json: {
        ...room,
        can_administer: true,
        members: Array.from({ length: 2000 }, (_, i) => ({
          ...ada.session.user,
          id: i + 1,
          name: `Person ${i + 1}`,
        })),
      },
    }),
  );
  await page.goto("/rooms/1/settings");
  await expect(page.getByRole("heading", { name: "People · 2000" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(50);
  await page.getByRole("searchbox", { name: "Find a member" }).fill("person 1999");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText([/Person 1999$/]);
  await expect(sidebar(page).getByRole("listitem")).toHaveCount(500);
  await sidebar(page).getByRole("searchbox").fill("room 499");
  await expect(sidebar(page).getByRole("listitem")).toHaveText(["Room 499"]);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("oom 4");
  await expect(page.getByRole("dialog").getByRole("option")).toHaveCount(30);
});
