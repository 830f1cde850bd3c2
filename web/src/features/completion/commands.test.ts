import { expect, it } from "vitest";
import { commandIn } from "./commands";

it.each([
  ["<div>/deploy</div>", "deploy"],
  ["<div>/Deploy-All production<br>now</div>", "deploy-all"],
  ["<div>/deploy</div><div>second line</div>", "deploy"],
  ["<div>&nbsp;/deploy</div>", undefined],
  ["<div> /deploy</div>", undefined],
  ["<div>//deploy</div>", undefined],
  ["<div>/usr/bin</div>", undefined],
  ["<div>/</div>", undefined],
  ["<div>/deploy!</div>", undefined],
  ["<div>see /deploy</div>", undefined],
])("%j begins with %j", (html, name) => {
  expect(commandIn(html)).toBe(name);
});
