import { expect, it } from "vitest";
import { begunAt, fenceAt, markedAt } from "./markdown";

it.each([
  ["**bold**", { bold: true }, "bold"],
  ["see **two words**", { bold: true }, "two words"],
  ["(*italic*", { italic: true }, "italic"],
  ["_italic_", { italic: true }, "italic"],
  ["***both***", { bold: true, italic: true }, "both"],
  ["~~gone~~", { strike: true }, "gone"],
  ["un~~do~~", { strike: true }, "do"],
  ["run `go test`", { inlineCode: true }, "go test"],
  ["**a_b**", { bold: true }, "a_b"],
  ["「**太字**", { bold: true }, "太字"],
  ["[docs](https://example.com/a?b=c)", { href: "https://example.com/a?b=c" }, "docs"],
])("%s is formatted", (line, attributes, words) => {
  const marked = markedAt(line);
  expect(marked?.attributes).toEqual(attributes);
  expect(line.slice((marked?.open ?? 0) + (marked?.opening ?? 0), -(marked?.closing ?? 0))).toBe(words);
});

it.each([
  "",
  "*",
  "**",
  "****",
  "``",
  "```",
  "2*3*",
  "2 * 3 *",
  "**half*",
  "***half**",
  "snake_case_",
  "__init__",
  "a_b_",
  "** spaced **",
  "`in code **b**",
  "[docs](javascript:alert(1))",
  "[docs](no address)",
])("%s stays as it is typed", (line) => {
  expect(markedAt(line)).toBeUndefined();
});

it.each([
  ["# ", "heading1"],
  ["### ", "heading1"],
  ["> ", "quote"],
  ["- ", "bullet"],
  ["* ", "bullet"],
  ["1. ", "number"],
  ["1) ", "number"],
  ["5. ", undefined],
  ["#5 ", undefined],
  ["a - ", undefined],
  ["-- ", undefined],
])("a line that begins with %s", (line, attribute) => {
  expect(begunAt(line)).toBe(attribute);
});

it.each([
  ["```", ""],
  ["```go", "go"],
  ["```c++", "c++"],
  ["```not a language", undefined],
  ["`", undefined],
])("a fence %s", (line, language) => {
  expect(fenceAt(line)).toBe(language);
});
