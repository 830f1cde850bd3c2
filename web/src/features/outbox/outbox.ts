import { createStore } from "zustand/vanilla";
import type { NewMessage } from "@/api/messages";
import { isPassing, Problem } from "@/api/problem";
import type { Message } from "@/api/types";
import type { Kept } from "./kept";
import type { Unsent } from "./unsent";

export type { Unsent };

/** More than this many unsent messages are not taken: the composer keeps the text. */
export const outboxLimit = 100;

/** What has waited longer than this is not sent unasked: it may no longer be meant. */
const staleAfter = 24 * 60 * 60 * 1_000;

/** By this the worker knows that there is something to send (Background Synchronization). */
export const outboxTag = "campfire-outbox";

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
  /** Whose it is. */
  userID: number;
  /** Where they are until the server has them. */
  kept: Kept;
  post(roomID: number, message: NewMessage): Promise<Message>;
  /** Told of each message the server has accepted, before it leaves the outbox. */
  onSent(message: Message): void;
}

/**
 * Sends what people write, in order, once each. Everything is kept on the device
 * until the server has it, for all tabs and the worker, of which one sends at a
 * time. Sending twice, after an answer that was lost, is harmless: a repeated
 * client_message_id is the same message.
 */
export class Outbox {
  readonly store = createStore<OutboxState>(() => ({ unsent: [], stalled: false, putOffBy: "" }));
  readonly #options: OutboxOptions;
  /** What is as it is here alone: being written to where it is kept, or that cannot be; undefined for what was removed. */
  readonly #unkept = new Map<string, Unsent | undefined>();
  #sending: Promise<void> | undefined;
  #again = false;
  #retryIn = firstRetry;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = true;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Begins sending. The returned function ends it; what is left stays kept for the next time. */
  open(): () => void {
    this.#closed = false;
    const leave = this.#options.kept.listen((sent) => {
      if (sent) this.#options.onSent(sent);
      void this.#load();
    });
    addEventListener("online", this.#onOnline);
    void this.#load();
    void this.flush();
    return () => {
      this.#closed = true;
      clearTimeout(this.#timer);
      leave();
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
    this.#put({ ...unsent, askedAt: Date.now(), state: "waiting" });
    void this.flush();
  }

  /** Forgets a message: it was discarded, or has arrived. */
  remove(clientMessageID: string): void {
    if (this.#find(clientMessageID)) void this.#change(clientMessageID, undefined);
  }

  /** Takes back a message that was discarded. */
  putBack(unsent: Unsent): void {
    this.#put(unsent);
  }

  /** Forgets all of it, also what another tab has written. */
  async clear(): Promise<void> {
    await this.#load();
    for (const unsent of this.unsent) this.remove(unsent.clientMessageID);
  }

  /** Sends what is waiting, now, and resolves once that went out or has to wait. For when the line is back. */
  async flush(): Promise<void> {
    if (this.#closed) return;
    this.#again = true;
    this.#sending ??= this.#sendWhileAsked();
    await this.#sending;
  }

  async #sendWhileAsked(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#options.kept.alone(() => this.#sendAll());
      }
    } catch (error) {
      this.#retryLater(error);
    } finally {
      this.#sending = undefined;
    }
  }

  /** Sends all that is waiting here or was left by another tab, the oldest first. */
  async #sendAll(): Promise<void> {
    await this.#load();
    for (let next = this.#next(); next; next = this.#next()) {
      await this.#send(next);
      this.#retryIn = firstRetry;
      this.store.setState({ stalled: false, putOffBy: "" });
    }
  }

  #onOnline = (): void => void this.flush();

  /** Takes up what is kept, with what is not yet as it is here. */
  async #load(): Promise<void> {
    const kept = await this.#options.kept.all().catch(() => this.unsent);
    const all = new Map(kept.map((unsent) => [unsent.clientMessageID, fresh(unsent)]));
    for (const [id, unsent] of this.#unkept) {
      if (unsent) all.set(id, unsent);
      else all.delete(id);
    }
    this.#show([...all.values()]);
  }

  /** Sends one message. Throws when it should be tried again later. */
  async #send(unsent: Unsent): Promise<void> {
    try {
      const message = await this.#options.post(unsent.roomID, {
        body: unsent.body,
        client_message_id: unsent.clientMessageID,
        author_id: this.#options.userID,
      });
      this.#options.onSent(message);
      // Awaited: whoever sends next, and reads what is left, must not find it.
      await this.#change(unsent.clientMessageID, undefined, message);
    } catch (error) {
      if (isPassing(error)) throw error;
      // It was posted, and deleted elsewhere since: there is nothing left to send.
      if (error instanceof Problem && error.status === 410)
        return this.#change(unsent.clientMessageID, undefined);
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
    if (this.#closed) return undefined;
    return this.unsent.find((unsent) => unsent.state === "waiting");
  }

  #find(clientMessageID: string): Unsent | undefined {
    return this.unsent.find((unsent) => unsent.clientMessageID === clientMessageID);
  }

  #put({ onlyHere: _, ...unsent }: Unsent): void {
    void this.#change(unsent.clientMessageID, unsent);
  }

  /** Has a message be like that, here at once and then where they are kept. */
  async #change(id: string, unsent: Unsent | undefined, sent?: Message): Promise<void> {
    const { kept } = this.#options;
    this.#unkept.set(id, unsent);
    const others = this.unsent.filter((other) => other.clientMessageID !== id);
    this.#show(unsent ? [...others, unsent] : others);
    try {
      await (unsent ? kept.put(unsent) : kept.remove(id, sent));
      if (this.#unkept.get(id) === unsent) this.#unkept.delete(id);
    } catch {
      // No room, or nothing is kept in this browser: it goes out from here, or not at all.
      if (unsent && this.#unkept.get(id) === unsent) this.#showOnlyHere(unsent);
    }
  }

  #showOnlyHere(unsent: Unsent): void {
    const marked = { ...unsent, onlyHere: true };
    this.#unkept.set(unsent.clientMessageID, marked);
    this.#show(this.unsent.map((other) => (other === unsent ? marked : other)));
  }

  #show(unsent: Unsent[]): void {
    this.store.setState({ unsent: unsent.sort((a, b) => a.writtenAt - b.writtenAt) });
  }
}

/** What was kept, as it is to be seen now. */
function fresh(unsent: Unsent): Unsent {
  return Date.now() - (unsent.askedAt ?? unsent.writtenAt) > staleAfter
    ? { ...unsent, state: "failed" }
    : unsent;
}
