import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Cable, createCable } from "./cable";

/** The browser's end of a socket; tests play the server. */
class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static all: FakeSocket[] = [];

  readyState = FakeSocket.CONNECTING;
  protocol = "";
  commands: string[] = [];
  onopen?: (event: Event) => void;
  onmessage?: (event: Event) => void;
  onclose?: (event: Event) => void;

  constructor() {
    super();
    FakeSocket.all.push(this);
    for (const name of ["open", "message", "close"] as const) {
      this.addEventListener(name, (event) => this[`on${name}`]?.(event));
    }
  }

  send(text: string) {
    const { command, identifier } = JSON.parse(text);
    this.commands.push(`${command} ${identifier}`);
  }

  close() {
    this.readyState = FakeSocket.CLOSING; // A dead line never answers, so it stays like this.
  }

  /** The server accepts, welcomes, and confirms what was subscribed to. */
  accept() {
    this.readyState = FakeSocket.OPEN;
    this.protocol = "actioncable-v1-json";
    this.dispatchEvent(new Event("open"));
    this.receive({ type: "welcome" });
    for (const command of this.commands) {
      this.receive({ type: "confirm_subscription", identifier: command.replace("subscribe ", "") });
    }
  }

  receive(frame: unknown) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  drop() {
    this.readyState = FakeSocket.CLOSED;
    this.dispatchEvent(new Event("close"));
  }
}

let cable: Cable;
let close: () => void;
const sockets = FakeSocket.all;
const last = () => sockets.at(-1) as FakeSocket;
const status = () => cable.status.getState().status;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  sockets.length = 0;
  cable = createCable();
  close = cable.open();
});
afterEach(() => {
  close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("is connected once the server confirms the heartbeat", () => {
  expect(status()).toBe("connecting");
  last().accept();
  expect(status()).toBe("connected");
});

it("hands messages to the subscription they are for", () => {
  const [room, typing] = [vi.fn(), vi.fn()];
  cable.subscribe({ channel: "RoomChannel", room_id: 1 }, { received: room });
  cable.subscribe({ channel: "TypingNotificationsChannel", room_id: 1 }, { received: typing });
  last().accept();
  last().receive({ identifier: '{"channel":"RoomChannel","room_id":1}', message: { seq: 7 } });
  expect(room.mock.calls).toEqual([[{ seq: 7 }]]);
  expect(typing).not.toHaveBeenCalled();
});

describe("a lost line", () => {
  beforeEach(() => last().accept());

  it("is opened again within a second, with every subscription", () => {
    const connected = vi.fn();
    cable.subscribe({ channel: "RoomChannel", room_id: 1 }, { connected });
    last().drop();
    expect(status()).toBe("reconnecting");
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
    last().accept();
    expect(status()).toBe("connected");
    expect(connected).toHaveBeenCalledOnce();
  });

  it("is tried again for as long as it takes, ten seconds apart or so", () => {
    for (let tries = 1; tries <= 20; tries++) {
      const before = sockets.length;
      last().drop();
      vi.advanceTimersByTime(15_000);
      expect(sockets.length).toBeGreaterThan(before);
    }
    last().accept();
    expect(status()).toBe("connected");
  });

  it("is tried at once when the browser is online again", () => {
    last().drop();
    dispatchEvent(new Event("online"));
    expect(sockets).toHaveLength(2);
  });

  it("counts as lost when the server falls silent, and another is opened", () => {
    vi.advanceTimersByTime(5_000);
    expect(status()).toBe("connected");
    vi.advanceTimersByTime(3_000);
    expect(status()).toBe("reconnecting");
    expect(sockets).toHaveLength(2);
    last().accept();
    expect(status()).toBe("connected");
  });

  it("stays up while the server pings", () => {
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(3_000);
      last().receive({ type: "ping", message: i });
    }
    expect(status()).toBe("connected");
    expect(sockets).toHaveLength(1);
  });
});

it("comes back after a restart of the server", () => {
  last().accept();
  last().receive({ type: "disconnect", reason: "server_restart", reconnect: true });
  last().drop();
  expect(status()).toBe("reconnecting");
  vi.advanceTimersByTime(1_000);
  expect(sockets).toHaveLength(2);
});

it("never comes back when the server says so", () => {
  last().accept();
  last().receive({ type: "disconnect", reason: "unauthorized", reconnect: false });
  last().drop();
  expect(status()).toBe("ended");
  dispatchEvent(new Event("online"));
  vi.advanceTimersByTime(120_000);
  expect(sockets).toHaveLength(1);
});
