import type { NewMessage } from "@/api/messages";
import { Problem, Unreachable } from "@/api/problem";
import type { Message } from "@/api/types";
import { keptOnDevice } from "@/features/outbox/kept";
import { Outbox, outboxTag } from "@/features/outbox/outbox";
import { worker } from "./scope";

/** Background Synchronization, which TypeScript does not know: only some browsers have it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/** How long an answer may take, in milliseconds. */
const patience = 30_000;

/** Sends what was written without a line once the browser has one, also when no page is open any more. */
export function sendInBackground(): void {
  worker.addEventListener("sync" as keyof ServiceWorkerGlobalScopeEventMap, (event) => {
    const sync = event as SyncEvent;
    if (sync.tag === outboxTag) sync.waitUntil(sendUnsent());
  });
}

/** Sends what whoever is signed in has written. Rejects when some of it is to be tried again, which the browser does. */
async function sendUnsent(): Promise<void> {
  const userID = await signedIn();
  if (!userID) return;
  const outbox = new Outbox({
    userID,
    kept: keptOnDevice(userID),
    post,
    onSent: () => undefined,
  });
  const close = outbox.open();
  try {
    await outbox.flush();
  } finally {
    close();
  }
  if (outbox.store.getState().stalled) throw new Unreachable();
}

/** The id of whoever is signed in; 0 for nobody. */
async function signedIn(): Promise<number> {
  try {
    const session = (await asked("/api/session")) as { user: { id: number } };
    return session.user.id;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return 0;
    throw error;
  }
}

function post(room: number, message: NewMessage): Promise<Message> {
  return asked(`/api/rooms/${room}/messages`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(message),
  }) as Promise<Message>;
}

async function asked(path: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(path, { ...init, signal: AbortSignal.timeout(patience) }).catch(
    (cause: unknown) => {
      throw new Unreachable("No answer from the server", { cause });
    },
  );
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw new Problem(answer, body);
  return body;
}
