import type { Locator, Page } from "@playwright/test";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const soon = "Available in v2.0";

test("what comes with v2.0 is there for everybody, says so, and is refused by the server", async ({
  ada,
  bob,
  visit,
}) => {
  const [hers, his] = [await visit(ada), await visit(bob)];
  const theirs = await RoomScreen.open(his);
  const room = await RoomScreen.open(hers);
  await room.write("with a picture");

  const told = hers.locator(".notice").filter({ hasText: soon });
  await hers.getByRole("button", { name: `Attach a file – ${soon}` }).press("Enter");
  await expect(told).toHaveCount(1);
  await give(room.editor, "drop");
  await expect(told).toHaveCount(2);
  await give(room.editor, "paste");
  await expect(told).toHaveCount(3);
  await expect(room.editor).toHaveText("with a picture");
  await hers.keyboard.press("Enter");
  await expect(theirs.message("with a picture")).toBeVisible();
  await expect(theirs.messages.locator(".message-text img, .message-file")).toHaveCount(0);

  for (const page of [hers, his]) {
    await page.goto("/users/me/profile");
    await isComing(page, page.getByRole("button", { name: "Upload a picture" }));
  }
  await hers.goto("/account/edit");
  await isComing(hers, hers.getByRole("button", { name: "Upload a logo" }));
  const previews = hers.getByRole("checkbox", { name: "Previews of links" });
  await expect(previews).toBeDisabled();
  await expect(previews).toHaveAccessibleDescription(new RegExp(soon));

  for (const [method, path] of [
    ["POST", "/api/rooms/1/messages"],
    ["PUT", "/api/users/me/avatar"],
    ["PUT", "/api/account/logo"],
    ["POST", "/api/unfurl_link"],
  ] as const) {
    const file = { name: "a.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
    const answer = await hers.request.fetch(path, { method, multipart: { file } });
    expect([path, answer.status(), (await answer.json()).code]).toEqual([path, 403, "feature_disabled"]);
  }
  expect((await bob.messages()).map((message) => message.body_text)).toEqual(["with a picture"]);
});

/** Drops or pastes a picture. */
async function give(editor: Locator, type: "drop" | "paste"): Promise<void> {
  await editor.evaluate((element, type) => {
    const data = new DataTransfer();
    data.items.add(new File(["no picture"], "a.png", { type: "image/png" }));
    const options = { bubbles: true, cancelable: true };
    element.dispatchEvent(
      type === "drop"
        ? new DragEvent("drop", { ...options, dataTransfer: data })
        : new ClipboardEvent("paste", { ...options, clipboardData: data }),
    );
  }, type);
}

/** It can be reached by keyboard, says when it comes, and does nothing yet. */
async function isComing(page: Page, control: Locator): Promise<void> {
  await expect(control).toHaveAccessibleDescription(soon);
  await control.focus();
  await expect(control).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}
