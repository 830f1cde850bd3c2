import { adapters, createConsumer } from "@rails/actioncable";
import { type Connect, type Feed, type Identifier, type Line, LineSocket, lineTo } from "./client";

// The library expects a page round it, of which it uses this much.
Object.assign(globalThis, {
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  document: { visibilityState: "visible" },
});

// It has one socket class for all consumers, so the address says whose line it is.
const lines = new Map<string, Line>();

adapters.WebSocket = class extends LineSocket {
  constructor(address: string | URL, protocols?: string | string[]) {
    super(address, protocols, lines.get(String(address)) ?? lineTo(String(address), undefined));
  }
} as typeof WebSocket;

/** A consumer of @rails/actioncable, the library of Rails itself. */
export const connectRails: Connect = (url, person) => {
  const address = `${url.replace("http", "ws")}/cable?line=${lines.size}`;
  const line = lineTo(url, person);
  lines.set(address, line);
  const consumer = createConsumer(address);
  let gaveUp = false;

  function subscribe(identifier: Identifier): Feed {
    const states: Feed["states"] = [];
    const messages: unknown[] = [];
    const subscription = consumer.subscriptions.create(identifier, {
      connected: () => void states.push("connected"),
      rejected: () => void states.push("rejected"),
      disconnected({ willAttemptReconnect }: { willAttemptReconnect: boolean | undefined }) {
        gaveUp = !willAttemptReconnect;
        states.push("disconnected");
      },
      received: (message: unknown) => void messages.push(message),
    });
    return {
      states,
      messages,
      perform: (action) => void subscription.perform(action),
      unsubscribe: () => void subscription.unsubscribe(),
    };
  }

  return { subscribe, gaveUp: () => gaveUp, close: () => consumer.disconnect(), frames: line.frames };
};
