import type { Message } from "@/api/types";
import { inStore } from "@/lib/database";
import type { Unsent } from "./unsent";

/** Where a person's unsent messages are kept, for all tabs and the worker. */
export interface Kept {
  all(): Promise<Unsent[]>;
  put(unsent: Unsent): Promise<void>;
  /** Forgets one that was discarded, or was sent and is this message. */
  remove(clientMessageID: string, sent?: Message): Promise<void>;
  /** Calls heard when another tab or the worker has put or removed one. The returned function ends it. */
  listen(heard: (sent: Message | undefined) => void): () => void;
  /** Runs send while no other tab and no worker sends. */
  alone(send: () => Promise<void>): Promise<void>;
}

/** The unsent messages that are kept on this device. Everything but listening rejects where nothing is. */
export function keptOnDevice(userID: number): Kept {
  const name = `campfire:outbox:${userID}`;
  let channel: BroadcastChannel | undefined;

  /** Tells the other tabs and the worker; the channel one listens on does not hear itself. */
  function tell(sent?: Message): void {
    const to = channel ?? new BroadcastChannel(name);
    to.postMessage(sent);
    if (to !== channel) to.close();
  }

  return {
    all: () =>
      inStore("unsent", "readonly", (store) => store.getAll(IDBKeyRange.bound([userID], [userID, []]))),
    async put(unsent) {
      await inStore("unsent", "readwrite", (store) => store.put({ ...unsent, userID }));
      tell();
    },
    async remove(clientMessageID, sent) {
      await inStore("unsent", "readwrite", (store) => store.delete([userID, clientMessageID]));
      tell(sent);
    },
    listen(heard) {
      channel = globalThis.BroadcastChannel && new BroadcastChannel(name);
      channel?.addEventListener("message", ({ data }: MessageEvent<Message | undefined>) => heard(data));
      return () => {
        channel?.close();
        channel = undefined;
      };
    },
    async alone(send) {
      // Browsers have locks on pages over TLS alone; a message posted twice is the same message.
      if (navigator.locks) await navigator.locks.request(name, send);
      else await send();
    },
  };
}
