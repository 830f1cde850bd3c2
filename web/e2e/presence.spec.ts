import type { Page } from "@playwright/test";
import { phone } from "./devices";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

/** The faces at the top of a room, by what they say to a screen reader. */
const says = (page: Page, words: string) =>
  page.getByRole("button", { name: `People: ${words}`, exact: true });

test("who is here is seen by all, with several tabs once, and not any more when the last one closes", async ({
  ada,
  bob,
  join,
  visit,
}) => {
  const cy = await join("Cy");
  const hers = await visit(ada);
  await RoomScreen.open(hers);
  await expect(says(hers, "1 here now, 3 in this room")).toBeVisible();

  const first = await visit(bob);
  await RoomScreen.open(first);
  await expect(says(hers, "2 here now, 3 in this room")).toBeVisible();
  const second = await first.context().newPage();
  await RoomScreen.open(second);
  await expect(says(second, "2 here now, 3 in this room")).toBeVisible();

  await first.close();
  const third = await visit(cy);
  await RoomScreen.open(third);
  await expect(says(hers, "3 here now, 3 in this room")).toBeVisible(); // Bob's other tab is still there.
  await second.close();
  await expect(says(hers, "2 here now, 3 in this room")).toBeVisible();

  await says(hers, "2 here now, 3 in this room").click();
  await expect(hers.getByRole("heading", { name: "Here now · 2" })).toBeVisible();
  await third.close();
  await expect(hers.getByRole("heading", { name: "Here now · 1" })).toBeVisible();
});

test("who goes to another room is here no longer", async ({ ada, bob, visit }) => {
  await bob.makeRoom("Design");
  const hers = await visit(ada);
  await RoomScreen.open(hers);
  const his = await visit(bob);
  await RoomScreen.open(his);
  await expect(says(hers, "2 here now, 2 in this room")).toBeVisible();
  await his.getByRole("link", { name: "Design" }).click();
  await expect(says(his, "1 here now, 2 in this room")).toBeVisible();
  await expect(says(hers, "1 here now, 2 in this room")).toBeVisible();
});

test("somebody hides from the others, and comes out again", async ({ ada, bob, visit }) => {
  const hers = await visit(ada);
  await RoomScreen.open(hers);
  const his = await visit(bob);
  await RoomScreen.open(his);
  await expect(says(hers, "2 here now, 2 in this room")).toBeVisible();

  const profile = await his.context().newPage();
  await profile.goto("/users/me/profile");
  await profile.getByLabel("Show where you are").uncheck();
  await expect(says(hers, "1 here now, 2 in this room")).toBeVisible();
  await expect(says(his, "1 here now, 2 in this room")).toBeVisible();
  await profile.getByLabel("Show where you are").click();
  await expect(says(hers, "2 here now, 2 in this room")).toBeVisible();
});

test("administrators turn presence off for everyone", async ({ ada, bob, visit }) => {
  const hers = await visit(ada);
  await RoomScreen.open(hers);
  const his = await visit(bob, phone);
  await RoomScreen.open(his);
  await expect(says(hers, "2 here now, 2 in this room")).toBeVisible();

  await ada.changeAccount({ settings: { show_presence: false } });
  for (const page of [hers, his]) await expect(says(page, "2 in this room")).toBeVisible();
  await says(hers, "2 in this room").click();
  await expect(hers.getByRole("heading", { name: "In this room · 2" })).toBeVisible();
  await his.goto("/users/me/profile");
  await expect(his.getByLabel("Show where you are")).toBeDisabled();

  await ada.changeAccount({ settings: { show_presence: true } });
  await expect(says(hers, "1 here now, 2 in this room")).toBeVisible();
});
