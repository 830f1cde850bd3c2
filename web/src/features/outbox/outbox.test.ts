import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NewMessage } from "@/api/messages";
import { Problem, Unreachable } from "@/api/problem";
import type { Message } from "@/api/types";
import { message } from "@/testing/fixtures";
import { Outbox, outboxLimit } from "./outbox";

const problem = (status: number, detail = "", retryAfter = "") =>
  new Problem(new Response(null, { status, headers: retryAfter ? { "Retry-After": retryAfter } : {} }), {
    detail,
  });

let posted: string[];
let sent: string[];
let answer: (body: NewMessage) => Promise<Message>;
let isMine: () => Promise<boolean>;
let close: (() => void) | undefined;

function open(userID = 1): Outbox {
  const outbox = new Outbox({
    userID,
    isMine: () => isMine(),
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
  posted = [];
  sent = [];
  answer = accept;
  isMine = async () => true;
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

describe("while another person may be signed in", () => {
  it("posts nothing in their name, and everything once its author is back", async () => {
    isMine = async () => false;
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(posted).toEqual([]);
    expect(states(outbox)).toEqual(["a waiting"]);
    isMine = async () => true;
    await outbox.flush();
    expect(sent).toEqual(["a"]);
  });

  it("posts nothing before it is known who is, and asks again", async () => {
    isMine = refuse(new Unreachable());
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    await vi.advanceTimersByTimeAsync(0);
    expect(posted).toEqual([]);
    expect(outbox.store.getState().stalled).toBe(true);
    isMine = async () => true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual(["a"]);
  });

  it("posts nothing of what was discarded while it was asked", async () => {
    let tell = (_: boolean) => {};
    isMine = () => new Promise((resolve) => (tell = resolve));
    const outbox = open();
    outbox.add(1, "a", "<div>a</div>");
    outbox.remove("a");
    tell(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(posted).toEqual([]);
  });
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
    expect(open().unsent).toEqual([]);
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

  it("another person gets nothing of it", async () => {
    const outbox = open(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.unsent).toEqual([]);
    expect(posted).toEqual([]);
  });

  it("what has waited for more than a day is not sent unasked", async () => {
    vi.setSystemTime(Date.now() + 25 * 60 * 60 * 1_000);
    const outbox = open();
    await vi.advanceTimersByTimeAsync(0);
    expect(states(outbox)).toEqual(["a failed", "b failed"]);
    expect(posted).toEqual([]);
  });

  it("what another tab has sent is forgotten here", async () => {
    answer = refuse(new Unreachable());
    const outbox = open();
    dispatchEvent(new StorageEvent("storage", { key: "campfire:outbox:1:a", newValue: null }));
    expect(states(outbox)).toEqual(["b waiting"]);
  });
});

it("takes no more than a hundred", () => {
  answer = refuse(new Unreachable());
  const outbox = open();
  for (let i = 0; i < outboxLimit; i++) expect(outbox.add(1, `m${i}`, "x")).toBe(true);
  expect(outbox.add(1, "one too many", "x")).toBe(false);
  expect(outbox.unsent).toHaveLength(outboxLimit);
});

it("works without storage", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const outbox = open();
  outbox.add(1, "a", "<div>a</div>");
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(["a"]);
});
