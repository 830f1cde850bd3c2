import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NewMessage } from "@/api/messages";
import { Problem, Unreachable } from "@/api/problem";
import type { Message } from "@/api/types";
import { message } from "@/testing/fixtures";
import type { Kept } from "./kept";
import { Outbox, outboxLimit, type Unsent } from "./outbox";

const problem = (status: number, detail = "", retryAfter = "") =>
  new Problem(new Response(null, { status, headers: retryAfter ? { "Retry-After": retryAfter } : {} }), {
    detail,
  });

/** What a device keeps for one person, for all tabs. */
class FakeDevice {
  readonly unsent = new Map<string, Unsent>();
  #listeners = new Set<(sent: Message | undefined) => void>();
  #last = Promise.resolve();

  tab(): Kept {
    let listener = (_: Message | undefined) => {};
    const tell = (sent?: Message) => {
      for (const heard of this.#listeners) if (heard !== listener) heard(sent);
    };
    return {
      all: async () => [...this.unsent.values()],
      put: async (unsent) => {
        this.unsent.set(unsent.clientMessageID, unsent);
        tell();
      },
      remove: async (id, sent) => {
        this.unsent.delete(id);
        tell(sent);
      },
      listen: (heard) => {
        listener = heard;
        this.#listeners.add(heard);
        return () => this.#listeners.delete(heard);
      },
      alone: (send) => {
        const turn = this.#last.then(send);
        this.#last = turn.catch(() => undefined);
        return turn;
      },
    };
  }
}

let device: FakeDevice;
let posted: string[];
let sent: string[];
let answer: (body: NewMessage) => Promise<Message>;
let close: (() => void) | undefined;

function open(kept: Kept = device.tab()): Outbox {
  const outbox = new Outbox({
    userID: 7,
    kept,
    post: (_, body) => {
      posted.push(body.client_message_id);
      return answer(body);
    },
    onSent: (m) => sent.push(m.client_message_id),
  });
  close = outbox.open();
  return outbox;
}

const accept = (body: NewMessage) =>
  Promise.resolve(message(1, { client_message_id: body.client_message_id }));
const refuse = (error: Error) => () => Promise.reject(error);
const states = (outbox: Outbox) => outbox.unsent.map((u) => `${u.clientMessageID} ${u.state}`);

beforeEach(() => {
  vi.useFakeTimers();
  device = new FakeDevice();
  posted = [];
  sent = [];
  answer = accept;
});
afterEach(() => {
  close?.();
  vi.useRealTimers();
});

describe("sending", () => {
  it("sends one after the other, in the order they were written", async () => {
    const arrivals: (() => void)[] = [];
    answer = (body) => new Promise((resolve) => arrivals.push(() => resolve(accept(body))));
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    outbox.add(2, "b", "<div>b</div>");
    await vi.advanceTimersByTimeAsync(0);
    expect(posted).toEqual(["a"]);
    arrivals[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(posted).toEqual(["a", "b"]);
    arrivals[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(["a", "b"]);
    expect(outbox.unsent).toEqual([]);
  });

  it("waits without a line and goes out in order with the same ids once it is back", async () => {
    answer = refuse(new Unreachable());
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    outbox.add(1, "b", "<div>b</div>");
    await vi.advanceTimersByTimeAsync(0);
    expect(states(outbox)).toEqual(["a waiting", "b waiting"]);
    answer = accept;
    posted = [];
    await outbox.flush();
    expect(posted).toEqual(["a", "b"]);
    expect(sent).toEqual(["a", "b"]);
  });

  it("tries again by itself, less and less often", async () => {
    answer = refuse(new Unreachable());
    open().add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(7_500); // At 0, 1, 3 and 7 s.
    expect(posted).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(60_000); // At 15, 31 and 61 s.
    expect(posted).toHaveLength(7);
  });

  it("knows the order also of what was written within one tick of the clock", () => {
    answer = refuse(new Unreachable());
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    outbox.add(1, "b", "<div>b</div>");
    const [first, second] = outbox.unsent.map((unsent) => unsent.writtenAt);
    expect(second).toBeGreaterThan(Number(first));
  });

  it("waits as long as a busy server asks", async () => {
    answer = refuse(problem(429, "Slow down.", "20"));
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(19_000);
    expect(posted).toHaveLength(1);
    answer = accept;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual(["a"]);
  });

  it("does not wait for the next try when the browser is online again", async () => {
    answer = refuse(new Unreachable());
    open().add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(0);
    answer = accept;
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(["a"]);
  });
});

it("what another person must not post waits for its author, and says whose it is", async () => {
  const authors: number[] = [];
  answer = (body) => {
    authors.push(body.author_id);
    return refuse(problem(401, "Somebody else is signed in here now."))();
  };
  const outbox = open();
  outbox.add(1, "a", "<div>a</div>");
  await vi.advanceTimersByTimeAsync(0);
  expect(authors).toEqual([7]);
  expect(states(outbox)).toEqual(["a waiting"]);
  answer = accept;
  await outbox.flush();
  expect(sent).toEqual(["a"]);
});

describe("a refused message", () => {
  it("fails with the server's sentence and does not hold up the others", async () => {
    answer = (body) => (body.client_message_id === "a" ? refuse(problem(422, "Too long."))() : accept(body));
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    outbox.add(1, "b", "<div>b</div>");
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.unsent).toMatchObject([{ clientMessageID: "a", state: "failed", reason: "Too long." }]);
    expect(sent).toEqual(["b"]);
  });

  it("is done when it was posted before and deleted since", async () => {
    answer = (body) => (body.client_message_id === "a" ? refuse(problem(410, "Deleted."))() : accept(body));
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    outbox.add(1, "b", "<div>b</div>");
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.unsent).toEqual([]);
    expect(posted).toEqual(["a", "b"]);
    expect(sent).toEqual(["b"]);
  });

  it("is sent again on request", async () => {
    answer = refuse(problem(500));
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(0);
    expect(states(outbox)).toEqual(["a failed"]);
    answer = accept;
    outbox.retry("a");
    await vi.advanceTimersByTimeAsync(0);
    expect(posted).toEqual(["a", "a"]);
    expect(outbox.unsent).toEqual([]);
  });

  it("can be discarded for good", async () => {
    answer = refuse(problem(403));
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(0);
    outbox.remove("a");
    close?.();
    const next = open();
    await vi.advanceTimersByTimeAsync(0);
    expect(next.unsent).toEqual([]);
  });
});

describe("across a reload", () => {
  beforeEach(async () => {
    answer = refuse(new Unreachable());
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    outbox.add(1, "b", "<div>b</div>");
    await vi.advanceTimersByTimeAsync(0);
    close?.();
    posted = [];
    answer = accept;
  });

  it("nothing is lost and everything goes out in order", async () => {
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(["a", "b"]);
  });

  it("what has waited for more than a day is not sent unasked", async () => {
    vi.setSystemTime(Date.now() + 25 * 60 * 60 * 1_000);
    const outbox = open();
    await vi.advanceTimersByTimeAsync(0);
    expect(states(outbox)).toEqual(["a failed", "b failed"]);
    expect(posted).toEqual([]);
  });

  it("what had waited for more than a day is sent when somebody asks for it", async () => {
    vi.setSystemTime(Date.now() + 25 * 60 * 60 * 1_000);
    const outbox = open();
    await vi.advanceTimersByTimeAsync(0);
    outbox.retry("a");
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(["a"]);
    expect(states(outbox)).toEqual(["b failed"]);
  });
});

describe("of several tabs", () => {
  it("one sends at a time, each message once and in the order they were written", async () => {
    answer = refuse(new Unreachable());
    const [first, second] = [open(), open()];
    first.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(1);
    second.add(1, "b", "<div>b</div>");
    await vi.advanceTimersByTimeAsync(1);
    posted = [];
    answer = accept;
    await Promise.all([second.flush(), first.flush()]);
    expect(posted).toEqual(["a", "b"]);
    expect([first.unsent, second.unsent]).toEqual([[], []]);
  });

  it("all are told of what one has sent", async () => {
    answer = refuse(new Unreachable());
    const [first, second] = [open(), open()];
    first.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(1_000);
    answer = accept;
    await second.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(first.unsent).toEqual([]);
    expect(sent).toEqual(["a", "a"]); // In the one that sent it, and in the other.
    expect(device.unsent.size).toBe(0);
  });

  it("all show what one has written, and keep the order though the clock goes back", async () => {
    answer = refuse(new Unreachable());
    const [first, second] = [open(), open()];
    first.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(1);
    expect(states(second)).toEqual(["a waiting"]);
    vi.setSystemTime(Date.now() - 60 * 60 * 1_000);
    second.add(1, "b", "<div>b</div>");
    await vi.advanceTimersByTimeAsync(1);
    first.add(1, "c", "<div>c</div>");
    answer = accept;
    await second.flush();
    expect(sent.filter((id, i) => sent.indexOf(id) === i)).toEqual(["a", "b", "c"]);
  });

  it("none keeps anything once it is cleared in one", async () => {
    answer = refuse(new Unreachable());
    const [first, second] = [open(), open()];
    first.add(1, "a", "<div>a</div>");
    second.add(1, "b", "<div>b</div>");
    await second.clear();
    await vi.advanceTimersByTimeAsync(0);
    expect(device.unsent.size).toBe(0);
    expect([first.unsent, second.unsent]).toEqual([[], []]);
  });

  it("what was discarded in one is not sent by another", async () => {
    answer = refuse(new Unreachable());
    const [first, second] = [open(), open()];
    first.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(0);
    await second.flush();
    expect(states(second)).toEqual(["a waiting"]);
    first.remove("a");
    await vi.advanceTimersByTimeAsync(0);
    expect(second.unsent).toEqual([]);
    posted = [];
    answer = accept;
    await second.flush();
    expect(posted).toEqual([]);
  });
});

it("takes no more than a hundred", () => {
  answer = refuse(new Unreachable());
  const outbox = open();
  for (let i = 0; i < outboxLimit; i++) expect(outbox.add(1, `m${i}`, "x")).toBe(true);
  expect(outbox.add(1, "one too many", "x")).toBe(false);
  expect(outbox.unsent).toHaveLength(outboxLimit);
});

it("works where nothing is kept", async () => {
  const full = async () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  const outbox = open({ ...device.tab(), all: full, put: full, remove: full });
  answer = refuse(new Unreachable());
  outbox.add(1, "a", "<div>a</div>");
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.unsent).toMatchObject([{ clientMessageID: "a", state: "waiting", onlyHere: true }]);
  answer = accept;
  await outbox.flush();
  expect(sent).toEqual(["a"]);
  expect(outbox.unsent).toEqual([]);
});
