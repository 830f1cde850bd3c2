import { expect, it } from "vitest";
import { wordAt } from "./word";

it.each([
  ["@", "", { kind: "mention", query: "", begin: 0 }],
  ["hey @Ad", "", { kind: "mention", query: "Ad", begin: 4 }],
  ["(@ad", ")", { kind: "mention", query: "ad", begin: 1 }],
  ["\ufffc @李", "", { kind: "mention", query: "李", begin: 2 }],
  ["one\n@x", "\ntwo", { kind: "mention", query: "x", begin: 4 }],
  ["ada@example", "", undefined],
  ["@ada l", "", undefined],
  ["@a", "da", undefined],
  [":ta", "", { kind: "emoji", query: "ta", begin: 0 }],
  ["🎉:ta", "", { kind: "emoji", query: "ta", begin: 2 }],
  ["so :+1:", "", { kind: "emoji", query: "+1", begin: 3, finished: true }],
  [":p", "", undefined],
  [":)", "", undefined],
  ["at 10:30", "", undefined],
  ["http://x", "", undefined],
  ["/", "", { kind: "command", query: "", begin: 0 }],
  ["/p", "", { kind: "command", query: "p", begin: 0 }],
  ["/deploy-all", "\n", { kind: "command", query: "deploy-all", begin: 0 }],
  ["/deploy all", "", undefined],
  ["/usr/bin", "", undefined],
  ["//", "", undefined],
  [" /", "", undefined],
  ["/", "x", undefined],
  ["/play", "\n", { kind: "sound", query: "", begin: 0 }],
  ["/play tr", "", { kind: "sound", query: "tr", begin: 0 }],
  ["/PLAY \u00a0tr", "", { kind: "sound", query: "tr", begin: 0 }],
  ["/play tr", "x", undefined],
  ["so /play", "", undefined],
  ["/player", "", { kind: "command", query: "player", begin: 0 }],
])("%j before %j", (before, after, found) => {
  expect(wordAt(before, after)).toEqual(found && { finished: false, ...found });
});
