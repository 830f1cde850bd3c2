import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("while the server's disk is full, what is written waits, says why, and goes out once there is room", async ({
  campfire,
  ada,
  bob,
  visit,
}) => {
  const adas = await RoomScreen.open(await visit(ada));
  const bobs = await RoomScreen.open(await visit(bob));
  await adas.send("before");
  await expect(bobs.message("before")).toBeVisible();

  await campfire.limitFileSize(0);
  await adas.send("kept");
  await expect(adas.message("kept")).toContainText(
    "The server's disk is full. Goes out by itself once there is room",
  );
  await expect(bobs.message("before")).toBeVisible();
  await expect(adas.status).toBeEmpty();

  await campfire.limitFileSize("unlimited");
  await expect(bobs.message("kept")).toBeVisible({ timeout: 40_000 }); // It is tried every 30 s at the longest.
  await expect(adas.message("kept")).not.toContainText("disk");
  expect(await bobs.texts()).toEqual(["before", "kept"]);
});
