import type { RoomCommand, Sound, User } from "@/api/types";
import { type Emoji, emojiNamed, rankEmoji } from "./emoji";
import { type Named, rankPeople } from "./people";
import type { Word } from "./word";

/** What a word can become. */
export type Option =
  | { kind: "person"; key: string; user: User }
  | { kind: "mass"; key: string; name: MassName }
  | { kind: "emoji"; key: string; entry: Emoji }
  | { kind: "sound"; key: string; sound: Sound }
  | { kind: "command"; key: string; command: RoomCommand | "play" };

const massNames = ["everyone", "here"] as const;
export type MassName = (typeof massNames)[number];

/** What words are completed from; what has not come yet is empty. */
export interface Known {
  people: readonly Named[];
  spoken: ReadonlyMap<number, number>;
  /** I may mention everyone. */
  mass: boolean;
  emoji: readonly Emoji[];
  recent: readonly string[];
  sounds: readonly Sound[];
  commands: readonly RoomCommand[];
}

const most = 8;

export function optionsFor({ kind, query, finished }: Word, known: Known): Option[] {
  switch (kind) {
    case "mention":
      return mentions(query, known);
    case "emoji": {
      const one = finished ? emojiNamed(known.emoji, query) : undefined;
      const found = finished ? (one ? [one] : []) : rankEmoji(known.emoji, query, known.recent, most);
      return found.map((entry) => ({ kind: "emoji", key: entry.emoji, entry }));
    }
    case "sound":
      return sounds(clips(query.toLowerCase(), known.sounds));
    case "command":
      return commands(query.toLowerCase(), known);
  }
}

/** What bots answer, and our own, that begin so; none for a whole name, which can be sent. */
function commands(query: string, known: Known): Option[] {
  const begin = known.commands.filter(({ name }) => name.startsWith(query));
  if (begin.some(({ name }) => name === query)) return [];
  const all: Option[] = begin.map((command) => ({ kind: "command", key: `/${command.name}`, command }));
  if (!"play".startsWith(query)) return all;
  if (query === "") return [...all, { kind: "command", key: "/play", command: "play" }];
  return [...all, ...sounds(clips("", known.sounds))];
}

/** Whether somebody is about to mention many, and may not. */
export function wantsMassInVain({ kind, query }: Word, { mass }: Known): boolean {
  const typed = query.toLowerCase();
  return kind === "mention" && !mass && typed.length > 1 && massNames.some((name) => name.startsWith(typed));
}

function mentions(query: string, { people, spoken, mass }: Known): Option[] {
  const typed = query.toLowerCase();
  const many: Option[] = massNames
    .filter((name) => mass && name.startsWith(typed))
    .map((name) => ({ kind: "mass", key: name, name }));
  const some: Option[] = rankPeople(people, query, spoken, most).map((user) => ({
    kind: "person",
    key: String(user.id),
    user,
  }));
  return many.some(({ key }) => key === typed) ? [...many, ...some] : [...some, ...many];
}

function sounds(clips: readonly Sound[]): Option[] {
  return clips.map((sound) => ({ kind: "sound", key: sound.name, sound }));
}

/** The clips whose name begins so, then those with it anywhere; none for a whole name, which can be sent. */
function clips(query: string, sounds: readonly Sound[]): Sound[] {
  if (sounds.some(({ name }) => name === query)) return [];
  const begin = sounds.filter(({ name }) => name.startsWith(query));
  return [
    ...begin,
    ...sounds.filter(({ name }) => name.includes(query) && !begin.some((s) => s.name === name)),
  ];
}
