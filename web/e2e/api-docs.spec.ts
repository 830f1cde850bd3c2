import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./test";

test("the API's page can try a request, as oneself and with a token", async ({ ada, visit }) => {
  const page = await visit(ada);
  await page.goto("/api/docs");
  const rooms = page.locator("#getRooms");
  await rooms.getByRole("button", { name: "Try it" }).click();
  await rooms.getByRole("button", { name: "GET it" }).click();
  await expect(rooms.locator("pre")).toContainText("200 OK");
  await expect(rooms.locator("pre")).toContainText('"name": "All Talk"');

  const posting = page.locator("#postRoomsRoomMessages");
  await posting.getByRole("button", { name: "Try it" }).click();
  await expect(posting.getByLabel("Body")).toHaveValue(/"client_message_id": ""/);
  await posting.getByLabel("room").fill("1");
  await posting.getByLabel("Body").fill('{"body": "Said from the page"}');
  await page.getByLabel("Access token").fill("campfire_nobodys");
  await posting.getByRole("button", { name: "POST it" }).click();
  await expect(posting.locator("pre")).toContainText('"code": "bad_token"');
  await page.getByLabel("Access token").fill("");
  await posting.getByRole("button", { name: "POST it" }).click();
  await expect(posting.locator("pre")).toContainText("201 Created");
  expect((await ada.messages()).map((message) => message.body_text)).toContain("Said from the page");

  const { violations } = await new AxeBuilder({ page }).include("#postRoomsRoomMessages").analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
});
