import type { Cursor, EventPage } from "@/api/messages";
import { Problem } from "@/api/problem";
import type { Message, MessagePage, RoomEvent } from "@/api/types";
import { append, applyEvent, fromPage, insert, prepend, type Timeline, trim } from "./timeline";

/** What the sync needs of the world: the server, and the place the timeline is kept. */
export interface RoomSource {
  fetchMessages(cursor: Cursor): Promise<MessagePage>;
  fetchEvents(after: number): Promise<EventPage>;
  read(): Timeline | undefined;
  write(timeline: Timeline): void;
  /** Told of every change once it is applied. Live ones came over the cable. */
  onEvent(event: RoomEvent, live: boolean): void;
}

interface Direction {
  /** The message at the end of the stretch that the next page adjoins; none when there is no more. */
  edge(timeline: Timeline): Message | undefined;
  cursor(edge: Message): Cursor;
  join(timeline: Timeline, page: MessagePage): Timeline;
}

const older: Direction = {
  edge: (timeline) => (timeline.hasBefore ? timeline.messages[0] : undefined),
  cursor: (edge) => ({ before: edge.id }),
  join: prepend,
};

const newer: Direction = {
  edge: (timeline) => (timeline.hasAfter ? timeline.messages.at(-1) : undefined),
  cursor: (edge) => ({ after: edge.id }),
  join: append,
};

/** How far loadBackTo goes at most. No more than a thousand messages are counted as unread. */
const maxPagesBack = 40;

/**
 * Keeps a loaded timeline equal to the server's room. Live events are applied
 * while they come without a gap; after a gap or a lost line, the missed ones
 * are fetched; where the feed does not reach back that far, the room is loaded anew.
 */
export class RoomSync {
  readonly #source: RoomSource;
  /** The highest position heard of; the timeline is behind while its own is lower. */
  #heard = 0;
  #following = true;
  #catchingUp: Promise<void> | undefined;
  #paging: Promise<void> | undefined;

  constructor(source: RoomSource) {
    this.#source = source;
  }

  /** Whether changes are known of that the timeline does not show yet. */
  get behind(): boolean {
    const timeline = this.#source.read();
    return timeline !== undefined && timeline.seq < this.#heard;
  }

  /** Says whether the reader is at the newest message, which decides what is let go of. */
  follow(following: boolean): void {
    this.#following = following;
  }

  /** Loads the newest page, or the one a cursor names, in place of what is there. */
  async load(cursor: Cursor = {}): Promise<void> {
    const page = await this.#source.fetchMessages(cursor);
    this.#heard = Math.max(this.#heard, page.seq);
    this.#source.write(fromPage(page));
    await this.#closeGap();
  }

  loadOlder(): Promise<void> {
    return this.#page(older);
  }

  /** Loads older pages until a message that is no newer than one is there, or the first of all. */
  async loadBackTo(messageID: number): Promise<void> {
    for (let pages = 0; pages < maxPagesBack; pages++) {
      const timeline = this.#source.read();
      const first = timeline?.messages[0];
      if (!timeline?.hasBefore || !first || first.id <= messageID) return;
      await this.loadOlder();
    }
  }

  loadNewer(): Promise<void> {
    return this.#page(newer);
  }

  /** Takes an event from the cable. */
  receive(event: RoomEvent): void {
    this.#heard = Math.max(this.#heard, event.seq);
    const timeline = this.#source.read();
    if (timeline && event.seq === timeline.seq + 1) {
      this.#apply(timeline, [event], event.seq, true);
    } else {
      this.#closeGap().catch(() => undefined); // Stays behind, and the next call tries again.
    }
  }

  /** Shows a message the server has just accepted, before its event arrives. */
  accept(message: Message): void {
    const timeline = this.#source.read();
    if (timeline) this.#source.write(insert(timeline, message));
  }

  /** Fetches and applies what was missed. For every (re)connect. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#fetchMissed().finally(() => {
      this.#catchingUp = undefined;
    });
    return this.#catchingUp;
  }

  async #closeGap(): Promise<void> {
    if (this.behind) await this.catchUp();
  }

  #page(direction: Direction): Promise<void> {
    this.#paging ??= this.#fetchPage(direction).finally(() => {
      this.#paging = undefined;
    });
    return this.#paging;
  }

  async #fetchPage({ edge, cursor, join }: Direction): Promise<void> {
    const asked = this.#source.read();
    const from = asked && edge(asked);
    if (!from) return;
    const page = await this.#source.fetchMessages(cursor(from));
    const timeline = this.#source.read();
    // The stretch may have been replaced or trimmed meanwhile; the page then adjoins nothing.
    if (!timeline || edge(timeline)?.id !== from.id) return;
    this.#heard = Math.max(this.#heard, page.seq, timeline.seq);
    this.#source.write(join(timeline, page));
    await this.#closeGap();
  }

  async #fetchMissed(): Promise<void> {
    for (;;) {
      const asked = this.#source.read();
      if (!asked) return;
      const heard = this.#heard;
      const page = await this.#source.fetchEvents(asked.seq).catch(feedGone);
      if (!page) return this.#reload();
      const timeline = this.#source.read();
      if (!timeline) return;
      if (timeline.seq < asked.seq) continue; // A page read earlier was joined meanwhile: ask again from there.
      this.#apply(timeline, page.events, page.seq, false);
      if (page.seq > asked.seq ? !page.more && !this.behind : this.#heard === heard) {
        this.#heard = this.#source.read()?.seq ?? 0; // The server knows of nothing later.
        return;
      }
    }
  }

  async #reload(): Promise<void> {
    const page = await this.#source.fetchMessages({});
    this.#heard = page.seq;
    this.#source.write(fromPage(page));
  }

  #apply(timeline: Timeline, events: RoomEvent[], position: number, live: boolean): void {
    const fresh = events.filter((event) => event.seq > timeline.seq);
    const applied = fresh.reduce(applyEvent, timeline);
    const seq = Math.max(applied.seq, position);
    this.#source.write(trim({ ...applied, seq }, this.#following));
    for (const event of fresh) this.#source.onEvent(event, live);
  }
}

function feedGone(error: unknown): undefined {
  if (error instanceof Problem && error.status === 410) return undefined;
  throw error;
}
