import type { Message, User } from "@/api/types";
import { fold } from "@/lib/fold";

/** Somebody with the words of their name, as names are compared. */
export interface Named {
  user: User;
  words: string[];
}

export function namedPeople(users: readonly User[]): Named[] {
  return users.map((user) => ({
    user,
    words: fold(user.name)
      .split(/[\s\-'’.]+/u)
      .filter(Boolean),
  }));
}

/** The newest message of each who said one of these, by user. */
export function spokenBy(messages: readonly Message[]): Map<number, number> {
  return new Map(messages.map(({ creator, id }) => [creator.id, id]));
}

/**
 * The people a query may mean, at most so many: those whose name begins with it
 * before those of whom a later word or the initials do, and each of the two by
 * who spoke last, then by name. Nothing typed may mean anyone.
 */
export function rankPeople(
  people: readonly Named[],
  query: string,
  spoken: ReadonlyMap<number, number>,
  limit: number,
): User[] {
  const typed = fold(query);
  const found: { user: User; tier: number; spoke: number }[] = [];
  for (const { user, words } of people) {
    const tier = tierOf(words, typed);
    if (tier >= 0) found.push({ user, tier, spoke: spoken.get(user.id) ?? 0 });
  }
  found.sort((a, b) => a.tier - b.tier || b.spoke - a.spoke || collator.compare(a.user.name, b.user.name));
  return found.slice(0, limit).map(({ user }) => user);
}

const collator = new Intl.Collator();

/** 0: the name begins so; 1: a later word does, or words together ("al" and "adlo" for Ada Lovelace); -1: neither. */
function tierOf(words: readonly string[], typed: string): number {
  if (words[0]?.startsWith(typed) || words.join("").startsWith(typed)) return 0;
  return words.some((_, first) => spells(words, first, typed)) ? 1 : -1;
}

/** Whether beginnings of words, from the given one on and none left out, spell what was typed. */
function spells(words: readonly string[], first: number, typed: string): boolean {
  let reached = new Set([0]); // How much of it the words so far can spell.
  for (const word of words.slice(first)) {
    const further = new Set<number>();
    for (const done of reached) {
      for (let length = shared(word, typed.slice(done)); length > 0; length--) further.add(done + length);
    }
    if (further.has(typed.length)) return true;
    reached = further;
  }
  return typed === "";
}

/** How many letters two words have in common from the beginning. */
function shared(word: string, typed: string): number {
  let length = 0;
  while (length < word.length && length < typed.length && word[length] === typed[length]) length++;
  return length;
}
