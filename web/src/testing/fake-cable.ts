import { createStore } from "zustand/vanilla";
import type { Cable, CableStatus, Handlers, Identifier, Subscription } from "@/cable/cable";

interface Subscribed {
  identifier: Identifier;
  handlers: Handlers;
  performed: string[];
}

/** A line without a server: tests say what comes over it. */
export class FakeCable implements Cable {
  readonly status = createStore<{ status: CableStatus }>(() => ({ status: "connecting" }));
  readonly subscriptions = new Set<Subscribed>();

  open() {
    return () => {};
  }

  subscribe(identifier: Identifier, handlers: Handlers): Subscription {
    const subscribed: Subscribed = { identifier, handlers, performed: [] };
    this.subscriptions.add(subscribed);
    return {
      perform: (action) => void subscribed.performed.push(action),
      unsubscribe: () => void this.subscriptions.delete(subscribed),
    };
  }

  /** The line comes up, and the server confirms every subscription. */
  connect(): void {
    this.status.setState({ status: "connected" });
    for (const { handlers } of this.subscriptions) handlers.connected?.();
  }

  drop(status: CableStatus = "reconnecting"): void {
    this.status.setState({ status });
  }

  deliver(channel: string, message: unknown): void {
    for (const { identifier, handlers } of this.subscriptions) {
      if (identifier.channel === channel) handlers.received?.(message);
    }
  }

  performed(channel: string): string[] {
    return [...this.subscriptions]
      .filter((s) => s.identifier.channel === channel)
      .flatMap((s) => s.performed);
  }
}
