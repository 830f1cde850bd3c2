import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { phone } from "./devices";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const mimeType = "audio/mpeg";

/** A sound as somebody would bring it. */
const buffer = readFileSync(fileURLToPath(new URL("../../internal/sounds/audio/bell.mp3", import.meta.url)));

async function openSounds(page: Page): Promise<void> {
  await page.goto("/account/edit");
  await page.getByRole("link", { name: "Sounds of your own" }).click();
  await expect(page.getByText("None yet.")).toBeVisible();
}

test("a sound is added, plays for all without a reload, is renamed, and deleted until that is undone", async ({
  ada,
  bob,
  visit,
}) => {
  await bob.say("/play gong");
  const his = await RoomScreen.open(await visit(bob));
  await expect(his.message("/play gong")).toBeVisible();
  const page = await visit(ada);
  await openSounds(page);
  const files = page.locator("input[type=file]");
  await files.setInputFiles([
    { name: "Gong.mp3", mimeType, buffer },
    { name: "rimshot.mp3", mimeType, buffer },
  ]);
  const list = page.getByRole("region", { name: "Sounds of your own" }).getByRole("listitem");
  await expect(list).toHaveText([/gong.*s · \d+\sKB$/, /rimshot.*In place of ours/]);
  await expect(page.getByRole("list", { name: "Being added" })).toHaveCount(0);
  const heard = page.waitForResponse("**/sounds/gong.mp3");
  await page.getByRole("button", { name: "Play gong" }).click();
  expect((await heard).headers()["content-type"]).toBe("audio/mpeg");

  await expect(his.message("plays gong")).toBeVisible();
  await expect(his.page.locator("trix-editor[aria-autocomplete=list]")).toBeVisible();
  await his.write("/play gon");
  await expect(his.page.getByRole("option")).toHaveText([/gong.*plays gong/]);

  await page.getByRole("button", { name: "Rename gong" }).click();
  const name = page.getByLabel("New name for gong");
  await expect(name).toBeFocused();
  await name.fill("rimshot");
  await name.press("Enter");
  await expect(page.getByText("Another sound of your own is called so.")).toBeVisible();
  await name.fill("tam tam");
  await name.press("Enter");
  await expect(page.getByText("A sound is called by up to 40 small letters and digits")).toBeVisible();
  await name.fill("tamtam");
  await name.press("Enter");
  await expect(list).toHaveText([/^rimshot/, /^tamtam/]);
  await expect(his.message("/play gong")).toBeVisible();

  await page.getByRole("button", { name: "Delete tamtam" }).click();
  await expect(list).toHaveText([/^rimshot/]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list).toHaveText([/^rimshot/, /^tamtam/]);
});

test("what cannot be a sound says why, and nothing is replaced unasked", async ({ ada, visit }) => {
  const page = await visit(ada);
  await openSounds(page);
  const files = page.locator("input[type=file]");
  const waiting = page.getByRole("list", { name: "Being added" }).getByRole("listitem");
  await files.setInputFiles({ name: "page.mp3", mimeType, buffer: Buffer.from("<script>alert(1)</script>") });
  await expect(waiting).toContainText("This is not an MP3. Save the sound as one, and try again.");
  await expect(waiting.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await waiting.getByRole("button", { name: "Leave out" }).click();
  await files.setInputFiles([
    { name: "song.wav", mimeType: "audio/wav", buffer },
    { name: "Сирена.mp3", mimeType, buffer },
    { name: "nothing.mp3", mimeType, buffer: Buffer.alloc(0) },
    { name: "long.mp3", mimeType, buffer: Buffer.alloc(3 << 20) },
  ]);
  await expect(waiting).toHaveText([/not an MP3/, /small letters and digits/, /is empty/, /at most 2 MB/]);
  await expect(waiting.getByRole("button", { name: "Try again" })).toHaveCount(0);
  for (let left = 4; left > 0; left--) {
    await expect(waiting).toHaveCount(left);
    await waiting.first().getByRole("button", { name: "Leave out" }).click();
  }

  await files.setInputFiles({ name: "gong.mp3", mimeType, buffer });
  const list = page.getByRole("region", { name: "Sounds of your own" }).getByRole("listitem");
  await expect(list).toHaveText([/^gong/]);
  await expect(waiting).toHaveCount(0);
  await files.setInputFiles({ name: "GONG.mp3", mimeType, buffer });
  await expect(waiting).toContainText("You have a sound called gong already.");
  const replaced = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await waiting.getByRole("button", { name: "Replace it" }).click();
  expect((await replaced).status()).toBe(200);
  await expect(waiting).toHaveCount(0);
});

test("the page is whole on a phone and for screen readers, and for administrators alone", async ({
  ada,
  bob,
  visit,
}) => {
  const page = await visit(ada, phone);
  await openSounds(page);
  await page.locator("input[type=file]").setInputFiles({ name: "gong.mp3", mimeType, buffer });
  for (const button of [/^Play/, /^Rename/, /^Delete/]) {
    const box = await page.getByRole("button", { name: button }).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  await page.getByRole("button", { name: "Rename gong" }).click();
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa"]).analyze();
  expect(found.violations).toEqual([]);

  const his = await visit(bob);
  await his.goto("/account/sounds");
  await expect(his.getByText("Only administrators look after the team’s sounds.")).toBeVisible();
});
