import { beforeEach, describe, expect, it } from "vitest";
import type { Cursor } from "@/api/messages";
import { Problem, Unreachable } from "@/api/problem";
import type { Message, RoomEvent } from "@/api/types";
import { message } from "@/testing/fixtures";
import { RoomSync } from "./room-sync";
import { applyEvent, fromPage, type Timeline } from "./timeline";

/** A room as the server has it: its messages, and the feed of what happened. */
class ServerRoom {
  messages: Message[] = [];
  feed: RoomEvent[] = [];
  feedStart = 0;
  feedPage = 3;
  online = true;
  requests: string[] = [];
  onRequest = () => {};
  /** Holds the answer of the next request back until this is done. */
  hold: Promise<void> | undefined;

  get seq() {
    return this.feed.length;
  }

  #record(change: { type: string; [key: string]: unknown }): RoomEvent {
    const event = { room_id: 1, seq: this.seq + 1, ...change } as unknown as RoomEvent;
    this.feed.push(event);
    const all: Timeline = { messages: this.messages, hasBefore: false, hasAfter: false, seq: 0 };
    this.messages = [...applyEvent(all, event).messages];
    return event;
  }

  post(id: number): RoomEvent {
    return this.#record({ type: "message.created", message: message(id) });
  }

  edit(id: number, text: string): RoomEvent {
    return this.#record({ type: "message.updated", message: message(id, { body_text: text }) });
  }

  remove(id: number): RoomEvent {
    return this.#record({ type: "message.deleted", message_id: id });
  }

  async fetchMessages(cursor: Cursor) {
    this.requests.push(`messages ${JSON.stringify(cursor)}`);
    const size = 40;
    const all = this.messages;
    let [from, to] = [all.length - size, all.length];
    if ("before" in cursor) {
      to = all.findIndex((m) => m.id === cursor.before);
      from = to - size;
    } else if ("after" in cursor) {
      from = all.findIndex((m) => m.id === cursor.after) + 1;
      to = from + size;
    } else if ("around" in cursor) {
      const at = all.findIndex((m) => m.id === cursor.around);
      [from, to] = [at - size, at + size + 1];
    }
    from = Math.max(0, from);
    const page = {
      messages: all.slice(from, to),
      seq: this.seq,
      has_before: from > 0,
      has_after: to < all.length,
    };
    return this.#answer(page);
  }

  async fetchEvents(after: number) {
    this.requests.push(`events after ${after}`);
    if (after < this.feedStart) throw new Problem(new Response(null, { status: 410 }), {});
    const events = this.feed.slice(after, after + this.feedPage);
    const seq = after + events.length;
    return this.#answer({ events, seq, more: seq < this.seq });
  }

  /** Answers with what was true when asked, even if something happens on the way. */
  async #answer<T>(body: T): Promise<T> {
    const held = this.hold;
    this.hold = undefined;
    await held;
    await undefined; // The way there.
    if (!this.online) throw new Unreachable();
    const happens = this.onRequest;
    this.onRequest = () => {};
    happens();
    return body;
  }
}

/** Something to wait for until a test opens it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

let server: ServerRoom;
let timeline: Timeline | undefined;
let sync: RoomSync;
let seen: { seq: number; live: boolean }[];

beforeEach(async () => {
  server = new ServerRoom();
  timeline = undefined;
  seen = [];
  sync = new RoomSync({
    fetchMessages: (cursor) => server.fetchMessages(cursor),
    fetchEvents: (after) => server.fetchEvents(after),
    read: () => timeline,
    write: (next) => {
      timeline = next;
    },
    onEvent: (event, live) => seen.push({ seq: event.seq, live }),
  });
});

async function open(count: number) {
  for (let id = 1; id <= count; id++) server.post(id);
  await sync.load();
  server.requests = [];
}

/** Lets the promises that are under way run to their end. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
const shown = () => timeline?.messages.map((m) => `${m.id} ${m.body_text}`);
const onServer = () => server.messages.map((m) => `${m.id} ${m.body_text}`);

describe("live events", () => {
  it("are applied one after the other without asking the server", async () => {
    await open(2);
    sync.receive(server.post(3));
    sync.receive(server.edit(1, "edited"));
    expect(shown()).toEqual(onServer());
    expect(server.requests).toEqual([]);
    expect(seen).toEqual([
      { seq: 3, live: true },
      { seq: 4, live: true },
    ]);
  });

  it("that were applied already change nothing", async () => {
    await open(2);
    const event = server.post(3);
    sync.receive(event);
    sync.receive(event);
    expect(shown()).toEqual(onServer());
    expect(seen).toHaveLength(1);
  });

  it("after a gap make it fetch what was missed, in pages", async () => {
    await open(2);
    for (let id = 3; id <= 9; id++) server.post(id);
    sync.receive(server.remove(1));
    await settled();
    expect(shown()).toEqual(onServer());
    expect(server.requests).toEqual(["events after 2", "events after 5", "events after 8"]);
    expect(seen.map((s) => s.seq)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("that come while missed ones are being fetched are not lost", async () => {
    await open(2);
    server.post(3);
    server.onRequest = () => sync.receive(server.post(4));
    await sync.catchUp();
    expect(shown()).toEqual(onServer());
  });

  it("that come during a fetch that finds nothing are not lost", async () => {
    await open(2);
    server.onRequest = () => sync.receive(server.post(3));
    await sync.catchUp();
    expect(shown()).toEqual(onServer());
    expect(sync.behind).toBe(false);
  });
});

describe("catching up", () => {
  it("ends with the server's room after edits and deletions were missed", async () => {
    await open(5);
    server.remove(2);
    server.edit(4, "edited");
    server.post(6);
    server.remove(6);
    server.post(7);
    await sync.catchUp();
    expect(shown()).toEqual(onServer());
    expect(timeline?.seq).toBe(server.seq);
  });

  it("loads the newest page when the feed does not reach back that far", async () => {
    await open(5);
    for (let id = 6; id <= 60; id++) server.post(id);
    server.feedStart = 40;
    await sync.catchUp();
    expect(timeline).toEqual(
      fromPage({ messages: server.messages.slice(-40), seq: 60, has_before: true, has_after: false }),
    );
    expect(server.requests).toEqual(["events after 5", "messages {}"]);
  });

  it("stays behind when the line fails, and a later call makes up for it", async () => {
    await open(2);
    server.online = false;
    server.post(3);
    sync.receive(server.post(4));
    await settled();
    expect(sync.behind).toBe(true);
    server.online = true;
    await sync.catchUp();
    expect(sync.behind).toBe(false);
    expect(shown()).toEqual(onServer());
  });

  it("asks once however often it is called", async () => {
    await open(2);
    await Promise.all([sync.catchUp(), sync.catchUp(), sync.catchUp()]);
    expect(server.requests).toEqual(["events after 2"]);
  });

  it("believes the server when it knows of nothing later than was heard", async () => {
    await open(2);
    sync.receive({ type: "unknown", seq: 99, room_id: 1 });
    await settled();
    expect(sync.behind).toBe(false);
    expect(server.requests).toEqual(["events after 2"]);
  });
});

describe("paging", () => {
  it("loads older messages until the beginning", async () => {
    await open(100);
    await sync.loadOlder();
    await sync.loadOlder();
    await sync.loadOlder();
    expect(shown()).toEqual(onServer());
    expect(server.requests).toEqual(['messages {"before":61}', 'messages {"before":21}']);
  });

  it("does not append a live message behind a gap, and gets it when paging there", async () => {
    await open(200);
    await sync.load({ around: 50 });
    sync.receive(server.post(201));
    expect(timeline?.messages.at(-1)?.id).toBe(90);
    while (timeline?.hasAfter) await sync.loadNewer();
    expect(shown()).toEqual(onServer().slice(9));
  });

  it("repeats changes that a slow page has not seen", async () => {
    await open(80);
    server.onRequest = () => {
      sync.receive(server.remove(39));
      sync.receive(server.edit(40, "edited"));
    };
    await sync.loadOlder();
    expect(shown()).toEqual(onServer());
  });

  it("repeats them also when it was catching up with later ones meanwhile", async () => {
    await open(80);
    const [page, events] = [gate(), gate()];
    server.hold = page.opened;
    const paging = sync.loadOlder();
    sync.receive(server.remove(30));
    server.post(81);
    server.hold = events.opened;
    const catchingUp = sync.catchUp();
    page.open();
    await settled();
    events.open();
    await Promise.all([paging, catchingUp]);
    expect(shown()).toEqual(onServer());
  });

  it("catches up when a page is further than the timeline", async () => {
    await open(80);
    server.edit(70, "edited");
    server.remove(75);
    await sync.loadOlder();
    expect(shown()).toEqual(onServer());
  });

  it("drops a page that no longer adjoins what is loaded", async () => {
    await open(200);
    server.onRequest = () => {
      timeline = { messages: server.messages.slice(0, 40), hasBefore: false, hasAfter: true, seq: 200 };
    };
    await sync.loadOlder();
    expect(timeline?.messages.map((m) => m.id)).toEqual(server.messages.slice(0, 40).map((m) => m.id));
  });

  it("lets go of the newest while somebody reads history", async () => {
    await open(40);
    sync.follow(false);
    for (let id = 41; id <= 400; id++) sync.receive(server.post(id));
    expect(timeline).toMatchObject({ hasAfter: true, seq: 400 });
    expect(timeline?.messages[0]?.id).toBe(1);
    expect(timeline?.messages).toHaveLength(300);
  });
});
