import { password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("a newcomer sets Campfire up, invites a colleague, and the two talk", async ({ visit }) => {
  const ada = await visit(undefined, { permissions: ["clipboard-read", "clipboard-write"] });
  await ada.goto("/");
  await ada.getByLabel("Your name").fill("Ada Lovelace");
  await ada.getByLabel("Email").fill("ada@example.com");
  await ada.getByLabel("Password").fill(password);
  await ada.getByLabel("Team name").fill("Engines");
  await ada.getByRole("button", { name: "Light the fire" }).click();
  const adas = new RoomScreen(ada);
  await expect(ada.getByRole("heading", { level: 1, name: "All Talk" })).toBeVisible();

  await adas.timeline.getByRole("button", { name: "Copy link" }).click();
  await expect(ada.getByText("The invite link is copied.")).toBeAttached();
  const link = await ada.evaluate(() => navigator.clipboard.readText());

  const bob = await visit();
  await bob.goto(link);
  await expect(bob.getByRole("heading", { name: "Join Engines" })).toBeVisible();
  await bob.getByLabel("Your name").fill("Bob");
  await bob.getByLabel("Email").fill("bob@example.com");
  await bob.getByLabel("Password").fill(password);
  await bob.getByRole("button", { name: "Join" }).click();
  const bobs = new RoomScreen(bob);
  await expect(bob.getByRole("heading", { level: 1, name: "All Talk" })).toBeVisible();

  for (const page of [ada, bob]) {
    await expect(page.getByRole("button", { name: "People: 2 here now, 2 in this room" })).toBeVisible();
  }

  await bobs.write("Is anybody here?");
  await expect(ada.getByText("Bob is typing")).toBeVisible();
  await bob.keyboard.press("Enter");
  await expect(adas.message("Is anybody here?")).toBeVisible();
  await expect(ada.getByText("Bob is typing")).toBeHidden();

  await adas.send("Come closer, it is warm.");
  await expect(bobs.message("Come closer, it is warm.")).toBeVisible();
  const said = ["Is anybody here?", "Come closer, it is warm."];
  await expect.poll(() => adas.texts()).toEqual(said);
  await expect.poll(() => bobs.texts()).toEqual(said);
});
