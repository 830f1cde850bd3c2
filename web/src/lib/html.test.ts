import { expect, it } from "vitest";
import { htmlOf, textOf } from "./html";

it("shows text as it was typed", () => {
  expect(htmlOf("a < b & c\nnext")).toBe("<div>a &lt; b &amp; c<br>next</div>");
  expect(htmlOf("an empty line\n")).toBe("<div>an empty line<br><br></div>");
});

it.each([
  ["<div>Hello<br>world</div>", "Hello\nworld"],
  ["<p>One</p><p>Two</p>", "One\nTwo"],
  ["<ul><li>one</li><li>two</li></ul>", "one\ntwo"],
  ["<div>a &lt; b</div>", "a < b"],
  ["<div><br></div>", ""],
])("reads %s", (html, text) => {
  expect(textOf(html)).toBe(text);
});

it("gives back what was typed", () => {
  const typed = "1 < 2\n\nand <b>not bold</b>";
  expect(textOf(htmlOf(typed))).toBe(typed);
});
