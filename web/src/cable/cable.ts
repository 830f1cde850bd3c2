import { adapters, type Consumer, createConsumer } from "@rails/actioncable";
import { createStore, type StoreApi } from "zustand/vanilla";

/**
 * connecting: not yet up since the page was opened · connected · reconnecting:
 * the line was lost · ended: the server told us not to come back.
 */
export type CableStatus = "connecting" | "connected" | "reconnecting" | "ended";

/** A channel's name and parameters. Their order is part of the identifier. */
export type Identifier = { channel: string; room_id?: number };

export interface Handlers {
  /** On every confirmation, so also after each reconnect. */
  connected?(): void;
  rejected?(): void;
  received?(message: unknown): void;
}

export interface Subscription {
  perform(action: string): void;
  unsubscribe(): void;
}

export interface Cable {
  readonly status: StoreApi<{ status: CableStatus }>;
  subscribe(identifier: Identifier, handlers: Handlers): Subscription;
  /** Opens the line and keeps it open until the returned function is called. */
  open(): () => void;
}

/** The server pings every 3 s, so a line that is silent this long is down. */
const silenceLimit = 7_000;
const checkEvery = 1_000;
const firstRetry = 500;
const lastRetry = 10_000;

interface Line {
  consumer: Consumer;
  status: StoreApi<{ status: CableStatus }>;
  /** When the server was last heard, milliseconds. */
  heardAt(): number;
}

/** The Action Cable line of this page. */
export function createCable(url = "/cable"): Cable {
  const heardAt = observeSockets();
  const consumer = createConsumer(url);
  const status = createStore<{ status: CableStatus }>(() => ({ status: "connecting" }));
  return {
    status,
    open: () => keepOpen({ consumer, status, heardAt }),
    subscribe(identifier, handlers) {
      const subscription = consumer.subscriptions.create(identifier, handlers);
      return {
        perform: (action) => void subscription.perform(action),
        unsubscribe: () => void subscription.unsubscribe(),
      };
    },
  };
}

/**
 * Holds a HeartbeatChannel subscription, whose confirmation means "connected".
 * Action Cable alone waits 6 to 12 s before its first try after a lost line;
 * here the first comes within a second, and at once when the network is back.
 */
function keepOpen({ consumer, status, heardAt }: Line): () => void {
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function schedule() {
    clearTimeout(timer);
    const wait = Math.min(firstRetry * 1.5 ** attempts++, lastRetry);
    timer = setTimeout(retry, wait * (0.5 + Math.random()));
  }
  function retry() {
    consumer.connect(); // Does nothing while a socket is open or opening.
    schedule();
  }
  function lost() {
    if (status.getState().status === "connected") status.setState({ status: "reconnecting" });
    schedule();
  }
  function checkSilence() {
    if (status.getState().status !== "connected" || Date.now() - heardAt() < silenceLimit) return;
    lost();
    consumer.disconnect();
    consumer.connect();
  }
  function networkIsBack() {
    attempts = 0;
    if (status.getState().status !== "ended") retry();
  }

  const heartbeat = consumer.subscriptions.create("HeartbeatChannel", {
    connected() {
      clearTimeout(timer);
      attempts = 0;
      status.setState({ status: "connected" });
    },
    disconnected({ willAttemptReconnect }: { willAttemptReconnect: boolean | undefined }) {
      if (willAttemptReconnect) return lost();
      clearTimeout(timer);
      status.setState({ status: "ended" });
    },
  });
  const watch = setInterval(checkSilence, checkEvery);
  addEventListener("online", networkIsBack);
  schedule();

  return () => {
    clearTimeout(timer);
    clearInterval(watch);
    removeEventListener("online", networkIsBack);
    heartbeat.unsubscribe();
    consumer.disconnect();
  };
}

/**
 * Makes Action Cable's sockets note when the server was last heard. It replaces
 * a silent socket without telling its subscriptions, so it cannot be asked.
 */
function observeSockets(): () => number {
  let heardAt = 0;
  adapters.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const heard = () => {
        heardAt = Date.now();
      };
      this.addEventListener("open", heard);
      this.addEventListener("message", heard);
    }
  };
  return () => heardAt;
}
