import { type Outbox, outboxTag } from "@/features/outbox/outbox";

/** Background Synchronization, which TypeScript does not know: only some browsers have it. */
interface SyncingRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks before the page goes with what is kept nowhere else. The returned function ends it. */
export function guardUnkept(outbox: Outbox): () => void {
  const ask = (event: Event) => outbox.unsent.some(({ onlyHere }) => onlyHere) && event.preventDefault();
  addEventListener("beforeunload", ask);
  return () => removeEventListener("beforeunload", ask);
}

/**
 * Has the browser send what is waiting once there is a line, should the page be
 * closed by then. The returned function ends it.
 */
export function sendInBackground({ sync }: SyncingRegistration, outbox: Outbox): () => void {
  if (!sync) return () => {};
  const ask = () => {
    const waits = outbox.unsent.some(({ state }) => state === "waiting");
    // One may forbid it, and a worker that is just being installed cannot: then it waits for the next page.
    if (waits) sync.register(outboxTag).catch(() => undefined);
  };
  const leave = outbox.store.subscribe(({ stalled }) => stalled && ask());
  document.addEventListener("visibilitychange", ask);
  addEventListener("pagehide", ask);
  return () => {
    leave();
    document.removeEventListener("visibilitychange", ask);
    removeEventListener("pagehide", ask);
  };
}
