import { expect, it } from "vitest";
import { mentionHTML, withMentions } from "./mention-html";

it("names a user by id, whatever their name", () => {
  const made = mentionHTML({ id: 7, name: `<b>"O'Neil"</b>` });
  const figure = new DOMParser().parseFromString(made, "text/html").querySelector("figure");
  const attachment = JSON.parse(figure?.dataset.trixAttachment ?? "");
  expect(attachment).toMatchObject({ userId: "7", contentType: "application/vnd.campfire.mention" });
  const content = new DOMParser().parseFromString(attachment.content, "text/html");
  expect(content.querySelector(".mention")?.textContent).toBe(`@<b>"O'Neil"</b>`);
  expect(content.querySelector("b")).toBeNull();
});

it("makes mentions of those in pasted messages, and nothing else", () => {
  const pasted = withMentions(`<p>hi <span class="mention" data-user-id="7">@Ada</span></p>`);
  expect(pasted).toBe(`<p>hi ${mentionHTML({ id: 7, name: "Ada" })}</p>`);
  for (const other of [
    "<p>plain</p>",
    `<span class="mention" data-mass="here">@here</span>`,
    `<span class="mention" data-user-id="x">@Ada</span>`,
    `<span class="mention" data-user-id="7"></span>`,
    `<span data-user-id="7">@Ada</span>`,
  ]) {
    expect(withMentions(other)).toBe(other);
  }
});
