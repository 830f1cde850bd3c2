import { storage } from "@/lib/storage";
import url from "./emoji.txt?url";

export interface Emoji {
  emoji: string;
  /** Such as "tada"; the first is the one shown. */
  names: string[];
  /** What else to find it by. */
  words: string[];
}

const recentKey = "campfire:emoji";
const recentLimit = 32;

/** All emoji with their names, from our own server. */
export async function fetchEmoji(): Promise<Emoji[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the emoji's names: ${answer.status}`);
  return readEmoji(await answer.text());
}

export function readEmoji(text: string): Emoji[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [emoji = "", names = "", words = ""] = line.split("\t");
      return { emoji, names: names.split(" "), words: words.split(" ").filter(Boolean) };
    });
}

/** The emoji with just that name. */
export function emojiNamed(all: readonly Emoji[], name: string): Emoji | undefined {
  return all.find(({ names }) => names.includes(name.toLowerCase()));
}

/** The emoji a query may mean: those used lately, then those whose name begins so, then a word of it, then other words. */
export function rankEmoji(
  all: readonly Emoji[],
  query: string,
  recent: readonly string[],
  limit: number,
): Emoji[] {
  const typed = query.toLowerCase();
  const found: { entry: Emoji; tier: number }[] = [];
  for (const entry of all) {
    const tier = tierOf(entry, typed);
    if (tier < 0) continue;
    const used = recent.indexOf(entry.emoji);
    found.push({ entry, tier: used < 0 ? tier : used - recentLimit });
  }
  return found
    .sort((a, b) => a.tier - b.tier)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function tierOf({ names, words }: Emoji, typed: string): number {
  if (names.includes(typed)) return 0;
  if (names.some((name) => name.startsWith(typed))) return 1;
  if (names.some((name) => name.includes(`_${typed}`))) return 2;
  return words.some((word) => word.startsWith(typed)) ? 3 : -1;
}

/** The emoji I used lately, the last one first. */
export function recentEmoji(): string[] {
  const kept = storage.read<string[]>(recentKey);
  return Array.isArray(kept) ? kept : [];
}

export function rememberEmoji(emoji: string): void {
  const others = recentEmoji().filter((used) => used !== emoji);
  storage.write(recentKey, [emoji, ...others].slice(0, recentLimit));
}
