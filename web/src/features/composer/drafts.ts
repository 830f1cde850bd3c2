import { storage } from "@/lib/storage";

/** Rooms whose unfinished text is kept; the ones touched longest ago go first. */
export const draftLimit = 50;

interface Draft {
  html: string;
  savedAt: number;
}

/** What somebody has begun to write, for each room, across reloads. */
export class Drafts {
  readonly #prefix: string;

  constructor(userID: number) {
    this.#prefix = `campfire:draft:${userID}:`;
  }

  read(roomID: number): string {
    return storage.read<Draft>(this.#prefix + roomID)?.html ?? "";
  }

  /** Keeps html as the draft of a room; empty text removes it. */
  save(roomID: number, html: string): void {
    const key = this.#prefix + roomID;
    if (html === "") {
      storage.remove(key);
    } else {
      storage.write(key, { html, savedAt: Date.now() } satisfies Draft);
      this.#forgetOldest();
    }
  }

  clear(): void {
    for (const key of storage.keys(this.#prefix)) storage.remove(key);
  }

  #forgetOldest(): void {
    const keys = storage.keys(this.#prefix);
    if (keys.length <= draftLimit) return;
    const savedAt = (key: string) => storage.read<Draft>(key)?.savedAt ?? 0;
    const oldestFirst = keys.map((key) => ({ key, at: savedAt(key) })).sort((a, b) => a.at - b.at);
    for (const { key } of oldestFirst.slice(0, keys.length - draftLimit)) storage.remove(key);
  }
}
