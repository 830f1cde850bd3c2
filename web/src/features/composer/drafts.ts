import { storage } from "@/lib/storage";
import { tab } from "./tab";

/** Unfinished texts that are kept; the ones touched longest ago go first. */
export const draftLimit = 50;

export interface Draft {
  html: string;
  savedAt: number;
  /** Made up where it was begun; the server knows it by this. */
  id: string;
  /** As of when the server has just this; without it, it has not. */
  savedAs?: string | undefined;
}

const none: Draft = { html: "", savedAt: 0, id: "" };

/**
 * What somebody has begun to write, for each room, across reloads. Each tab
 * keeps its own, so that none removes or overwrites what is written in another.
 */
export class Drafts {
  readonly #prefix: string;
  readonly #tab: string;
  /** Another tab's draft that is shown here, by room, until something is made of it. */
  readonly #lent = new Map<number, { key: string; html: string }>();

  constructor(userID: number, tabName = tab) {
    this.#prefix = `campfire:draft:${userID}:`;
    this.#tab = tabName;
  }

  /** This tab's draft of a room; empty html for none. */
  own(roomID: number): Draft {
    return storage.read<Draft>(this.#key(roomID)) ?? none;
  }

  /** The latest draft of another tab, which may be long closed. The first save here takes it over. */
  borrow(roomID: number): Draft {
    const latest = this.#stored(`${roomID}:`).at(-1);
    if (!latest) return none;
    this.#lent.set(roomID, { key: latest.key, html: latest.draft.html });
    return latest.draft;
  }

  /** Keeps html as this tab's draft of a room; empty text removes it. */
  save(roomID: number, draft: Draft): void {
    this.#takeOver(roomID);
    const key = this.#key(roomID);
    if (draft.html === "") {
      storage.remove(key);
    } else {
      storage.write(key, draft);
      this.#forgetOldest();
    }
  }

  /** Removes the drafts of all tabs. */
  clear(): void {
    for (const key of storage.keys(this.#prefix)) storage.remove(key);
  }

  #key(roomID: number): string {
    return `${this.#prefix}${roomID}:${this.#tab}`;
  }

  /** Should the other tab still be open, it saves again what was written in it. */
  #takeOver(roomID: number): void {
    const lent = this.#lent.get(roomID);
    this.#lent.delete(roomID);
    if (lent && storage.read<Draft>(lent.key)?.html === lent.html) storage.remove(lent.key);
  }

  #forgetOldest(): void {
    const stored = this.#stored("");
    for (const { key } of stored.slice(0, Math.max(0, stored.length - draftLimit))) storage.remove(key);
  }

  /** The drafts whose keys go on like that, oldest first. */
  #stored(rest: string): { key: string; draft: Draft }[] {
    return storage
      .keys(this.#prefix + rest)
      .map((key) => ({ key, draft: storage.read<Draft>(key) ?? none }))
      .sort((a, b) => a.draft.savedAt - b.draft.savedAt);
  }
}
