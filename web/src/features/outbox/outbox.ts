import { createStore } from "zustand/vanilla";
import type { NewMessage } from "@/api/messages";
import { isPassing, Problem } from "@/api/problem";
import type { Message } from "@/api/types";
import { storage } from "@/lib/storage";

/** A message on its way: waiting for its turn or the line, or refused for good. */
export interface Unsent {
  clientMessageID: string;
  roomID: number;
  body: string;
  /** When it was written, milliseconds; the order of sending. */
  writtenAt: number;
  state: "waiting" | "failed";
  /** Why it was refused, for people. */
  reason?: string;
}

/** More than this many unsent messages are not taken: the composer keeps the text. */
export const outboxLimit = 100;

/** What has waited longer than this is not sent unasked: it may no longer be meant. */
const staleAfter = 24 * 60 * 60 * 1_000;

const firstRetry = 1_000;
const lastRetry = 30_000;

export interface OutboxState {
  unsent: readonly Unsent[];
  /** The last attempt got no answer; what is waiting goes out once one does. */
  stalled: boolean;
  /** The code by which the server put it off, such as "storage_full"; empty when it said nothing. */
  putOffBy: string;
}

interface OutboxOptions {
  userID: number;
  /** Whether what is posted now goes out in this person's name; another tab may have signed in as somebody else. */
  isMine(): Promise<boolean>;
  post(roomID: number, message: NewMessage): Promise<Message>;
  /** Told of each message the server has accepted, before it leaves the outbox. */
  onSent(message: Message): void;
}

/**
 * Sends what people write, in order, once each. Everything is in localStorage
 * until the server has it, a key for each message so that tabs do not overwrite
 * one another; a repeated client_message_id makes sending twice harmless.
 */
export class Outbox {
  readonly store = createStore<OutboxState>(() => ({ unsent: [], stalled: false, putOffBy: "" }));
  readonly #options: OutboxOptions;
  readonly #prefix: string;
  #sending = false;
  #retryIn = firstRetry;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = true;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#prefix = `campfire:outbox:${options.userID}:`;
    this.#set(this.#stored());
  }

  /** Begins sending. The returned function ends it; what is left stays stored for the next time. */
  open(): () => void {
    this.#closed = false;
    addEventListener("storage", this.#onStorage);
    addEventListener("online", this.#onOnline);
    void this.flush();
    return () => {
      this.#closed = true;
      clearTimeout(this.#timer);
      removeEventListener("storage", this.#onStorage);
      removeEventListener("online", this.#onOnline);
    };
  }

  get unsent(): readonly Unsent[] {
    return this.store.getState().unsent;
  }

  /** Takes a message for sending; false when too many are waiting already. */
  add(roomID: number, clientMessageID: string, body: string): boolean {
    if (this.unsent.length >= outboxLimit) return false;
    const last = this.unsent.at(-1)?.writtenAt ?? 0;
    const writtenAt = Math.max(Date.now(), last + 1);
    this.#put({ clientMessageID, roomID, body, writtenAt, state: "waiting" });
    void this.flush();
    return true;
  }

  retry(clientMessageID: string): void {
    const found = this.#find(clientMessageID);
    if (!found) return;
    const { reason: _, ...unsent } = found;
    this.#put({ ...unsent, state: "waiting" });
    void this.flush();
  }

  /** Forgets a message: it was discarded, or has arrived. */
  remove(clientMessageID: string): void {
    storage.remove(this.#prefix + clientMessageID);
    if (this.#find(clientMessageID)) {
      this.#set(this.unsent.filter((unsent) => unsent.clientMessageID !== clientMessageID));
    }
  }

  clear(): void {
    for (const unsent of this.unsent) this.remove(unsent.clientMessageID);
  }

  /** Sends what is waiting, now. For when the line is back. */
  async flush(): Promise<void> {
    if (this.#sending || this.#closed) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    try {
      while (!this.#closed && this.#next() && (await this.#options.isMine())) {
        const next = this.#closed ? undefined : this.#next();
        if (next) await this.#send(next);
        this.#retryIn = firstRetry;
        this.store.setState({ stalled: false, putOffBy: "" });
      }
    } catch (error) {
      this.#retryLater(error);
    } finally {
      this.#sending = false;
    }
  }

  /** Another tab of ours has sent or discarded a message. */
  #onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key?.startsWith(this.#prefix) && newValue === null) this.remove(key.slice(this.#prefix.length));
  };

  #onOnline = (): void => void this.flush();

  #stored(): Unsent[] {
    return storage
      .keys(this.#prefix)
      .map((key) => storage.read<Unsent>(key))
      .filter((unsent) => unsent !== undefined)
      .map((unsent) =>
        Date.now() - unsent.writtenAt > staleAfter ? { ...unsent, state: "failed" as const } : unsent,
      )
      .sort((a, b) => a.writtenAt - b.writtenAt);
  }

  /** Sends one message. Throws when it should be tried again later. */
  async #send(unsent: Unsent): Promise<void> {
    try {
      const message = await this.#options.post(unsent.roomID, {
        body: unsent.body,
        client_message_id: unsent.clientMessageID,
      });
      this.#options.onSent(message);
      this.remove(unsent.clientMessageID);
    } catch (error) {
      if (isPassing(error)) throw error;
      const reason = error instanceof Problem ? error.message : "";
      if (this.#find(unsent.clientMessageID)) this.#put({ ...unsent, state: "failed", reason });
    }
  }

  #retryLater(error: unknown): void {
    this.store.setState({ stalled: true, putOffBy: error instanceof Problem ? error.code : "" });
    if (this.#closed) return;
    const asked = error instanceof Problem ? error.retryAfter * 1_000 : 0;
    this.#timer = setTimeout(() => void this.flush(), Math.max(asked, this.#retryIn));
    this.#retryIn = Math.min(this.#retryIn * 2, lastRetry);
  }

  #next(): Unsent | undefined {
    return this.unsent.find((unsent) => unsent.state === "waiting");
  }

  #find(clientMessageID: string): Unsent | undefined {
    return this.unsent.find((unsent) => unsent.clientMessageID === clientMessageID);
  }

  #put(unsent: Unsent): void {
    storage.write(this.#prefix + unsent.clientMessageID, unsent);
    const others = this.unsent.filter((other) => other.clientMessageID !== unsent.clientMessageID);
    this.#set([...others, unsent].sort((a, b) => a.writtenAt - b.writtenAt));
  }

  #set(unsent: readonly Unsent[]): void {
    this.store.setState({ unsent });
  }
}
