import { createStore } from "zustand/vanilla";
import { isPassing, Problem } from "@/api/problem";
import { storage } from "@/lib/storage";

/** A message somebody has deleted that the server may not have deleted yet. */
export interface Deletion {
  roomID: number;
  messageID: number;
  /** When it goes out, milliseconds. */
  dueAt: number;
  /** Once it was sent it cannot be undone, whether or not an answer came. */
  sent: boolean;
}

const retryIn = 5_000;

interface DeletionsOptions {
  userID: number;
  /** How long a deletion can be undone, in milliseconds. */
  undoFor: number;
  remove(roomID: number, messageID: number): Promise<unknown>;
  /** Told when the message is gone from the server. */
  onGone(deletion: Deletion): void;
  /** Told why the server will not delete a message, in a sentence; it is shown again. */
  onRefused(reason: string): void;
}

/**
 * Deletes messages a few seconds after they were, so that it can be undone. To
 * whoever deleted it a message is gone at once. It goes out earlier when the page
 * is left, and until the server has answered it is in localStorage, a key for
 * each: what the page could not send is sent when the app is next opened.
 */
export class Deletions {
  readonly store = createStore<{ pending: readonly Deletion[] }>(() => ({ pending: [] }));
  readonly #options: DeletionsOptions;
  readonly #prefix: string;
  readonly #sending = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = true;

  constructor(options: DeletionsOptions) {
    this.#options = options;
    this.#prefix = `campfire:deletions:${options.userID}:`;
    this.#set(this.#stored());
  }

  /** Begins sending. The returned function ends it; what is left stays stored for the next time. */
  open(): () => void {
    this.#closed = false;
    addEventListener("pagehide", this.flush);
    addEventListener("online", this.#sendDue);
    document.addEventListener("visibilitychange", this.#onVisibility);
    addEventListener("storage", this.#onStorage);
    this.#sendDue();
    return () => {
      void this.flush();
      this.#closed = true;
      clearTimeout(this.#timer);
      removeEventListener("pagehide", this.flush);
      removeEventListener("online", this.#sendDue);
      document.removeEventListener("visibilitychange", this.#onVisibility);
      removeEventListener("storage", this.#onStorage);
    };
  }

  get pending(): readonly Deletion[] {
    return this.store.getState().pending;
  }

  add(roomID: number, messageID: number): void {
    this.#put({ roomID, messageID, dueAt: Date.now() + this.#options.undoFor, sent: false });
    this.#wait();
  }

  /** Shows a message again that was not deleted yet. */
  undo(messageID: number): void {
    if (!this.pending.find((deletion) => deletion.messageID === messageID)?.sent) this.#forget(messageID);
  }

  /** Sends again, now, what got no answer: the line is back. */
  resend(): void {
    for (const deletion of this.pending) if (deletion.sent) void this.#send(deletion);
  }

  /** Sends everything now: the page is being left. Resolves when all are answered. */
  flush = async (): Promise<void> => {
    await Promise.all(this.pending.map((deletion) => this.#send(deletion)));
  };

  #onVisibility = (): void => {
    if (document.visibilityState === "hidden") void this.flush(); // On a phone, nothing may run after this.
  };

  /** Another tab of ours has undone a deletion, or sent it. */
  #onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key?.startsWith(this.#prefix) && newValue === null)
      this.#drop(Number(key.slice(this.#prefix.length)));
  };

  #sendDue = (): void => {
    if (this.#closed) return;
    for (const deletion of this.pending) if (deletion.dueAt <= Date.now()) void this.#send(deletion);
    this.#wait();
  };

  async #send(deletion: Deletion): Promise<void> {
    const { roomID, messageID } = deletion;
    if (this.#sending.has(messageID)) return;
    this.#sending.add(messageID);
    this.#put({ ...deletion, sent: true });
    try {
      await this.#options.remove(roomID, messageID);
      this.#options.onGone(deletion);
      this.#forget(messageID);
    } catch (error) {
      if (isPassing(error)) return this.#put({ ...deletion, dueAt: Date.now() + retryIn, sent: true });
      const gone = error instanceof Problem && error.status === 404;
      if (gone) this.#options.onGone(deletion);
      this.#forget(messageID);
      if (!gone) this.#options.onRefused(error instanceof Error ? error.message : String(error));
    } finally {
      this.#sending.delete(messageID);
      this.#wait();
    }
  }

  /** Sets the one timer for whichever is due first. */
  #wait(): void {
    clearTimeout(this.#timer);
    const due = this.pending.filter(({ messageID }) => !this.#sending.has(messageID)).map((d) => d.dueAt);
    if (this.#closed || due.length === 0) return;
    this.#timer = setTimeout(this.#sendDue, Math.max(0, Math.min(...due) - Date.now()));
  }

  #stored(): Deletion[] {
    return storage
      .keys(this.#prefix)
      .map((key) => storage.read<Deletion>(key))
      .filter((deletion) => deletion !== undefined);
  }

  #put(deletion: Deletion): void {
    storage.write(this.#prefix + deletion.messageID, deletion);
    const others = this.pending.filter((other) => other.messageID !== deletion.messageID);
    this.#set([...others, deletion]);
  }

  #forget(messageID: number): void {
    storage.remove(this.#prefix + messageID);
    this.#drop(messageID);
  }

  #drop(messageID: number): void {
    this.#set(this.pending.filter((deletion) => deletion.messageID !== messageID));
  }

  #set(pending: readonly Deletion[]): void {
    this.store.setState({ pending });
  }
}
