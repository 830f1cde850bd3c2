import { expect, it } from "vitest";
import { ada, bob } from "@/testing/fixtures";
import { readEmoji } from "./emoji";
import { type Known, optionsFor, wantsMassInVain } from "./options";
import { namedPeople } from "./people";
import type { Word } from "./word";

const clip = (name: string) => ({
  name,
  text: `plays ${name}`,
  audio_url: `/sounds/${name}.mp3`,
  picture_url: null,
});
const known: Known = {
  people: namedPeople([ada, bob, { ...bob, id: 3, name: "Eve Everyman" }]),
  spoken: new Map(),
  mass: true,
  emoji: readEmoji("🎉\ttada hooray\tparty\n🔥\tfire\tburn"),
  recent: [],
  sounds: ["bell", "rimshot", "trombone"].map(clip),
  commands: ["deploy", "deploy-all", "poll"].map((name) => ({ name, description: "", hint: "", bot: bob })),
};
const keys = (word: Partial<Word>, more: Partial<Known> = {}) =>
  optionsFor({ kind: "mention", query: "", begin: 0, finished: false, ...word }, { ...known, ...more }).map(
    ({ key }) => key,
  );

it("offers people, then everyone", () => {
  expect(keys({})).toEqual(["1", "2", "3", "everyone", "here"]);
  expect(keys({ query: "eve" })).toEqual(["3", "everyone"]);
  expect(keys({ query: "Everyone" })).toEqual(["everyone"]);
  expect(keys({}, { mass: false })).toEqual(["1", "2", "3"]);
  expect(keys({ query: "nobody" })).toEqual([]);
});

it("knows who wants to mention everyone and may not", () => {
  const word = (query: string): Word => ({ kind: "mention", query, begin: 0, finished: false });
  const wants = (query: string, mass: boolean) => wantsMassInVain(word(query), { ...known, mass });
  expect(["ev", "Every", "here"].every((query) => wants(query, false))).toBe(true);
  expect(["", "e", "eve n", "ada"].some((query) => wants(query, false))).toBe(false);
  expect(wants("every", true)).toBe(false);
});

it("offers emoji, and of a finished name that one alone", () => {
  expect(keys({ kind: "emoji", query: "ta" })).toEqual(["🎉"]);
  expect(keys({ kind: "emoji", query: "fire", finished: true })).toEqual(["🔥"]);
  expect(keys({ kind: "emoji", query: "fir", finished: true })).toEqual([]);
});

it("offers clips, until the name is whole", () => {
  expect(keys({ kind: "sound" })).toEqual(["bell", "rimshot", "trombone"]);
  expect(keys({ kind: "sound", query: "r" })).toEqual(["rimshot", "trombone"]);
  expect(keys({ kind: "sound", query: "bell" })).toEqual([]);
});

it("offers commands beside /play, until the name is whole", () => {
  expect(keys({ kind: "command" })).toEqual(["/deploy", "/deploy-all", "/poll", "/play"]);
  expect(keys({ kind: "command", query: "Dep" })).toEqual(["/deploy", "/deploy-all"]);
  expect(keys({ kind: "command", query: "deploy" })).toEqual([]);
  expect(keys({ kind: "command", query: "p" })).toEqual(["/poll", "bell", "rimshot", "trombone"]);
  expect(keys({ kind: "command", query: "x" })).toEqual([]);
});
