import { asStored, subscribe } from "@/lib/push-subscription";
import { worker } from "./scope";

/** What the server tells a device; see internal/push/payload.go. */
interface Told {
  title: string;
  options: {
    body: string;
    /** The room's: what is said later in it takes the place of what is shown. */
    tag?: string;
    data: { path: string; badge: number; message_id?: number };
  };
}

/** How long an open page is given to say that it shows what was asked for, in milliseconds. */
const patience = 1_000;

/** Shows what the server pushes, and opens it when it is pressed. */
export function listenForPushes(): void {
  worker.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data?.path));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(renew(event as PushSubscriptionChangeEvent));
  });
}

/** Browsers take the permission away from who is pushed something and shows nothing, so there is always something to show. */
function read(data: PushMessageData | null): Told {
  const nothing = { title: "Campfire", options: { body: "", data: { path: "/", badge: 0 } } };
  try {
    return { ...nothing, ...data?.json() };
  } catch {
    return nothing;
  }
}

/** A push that comes again, or after a later one of its room, leaves what is shown and makes no sound. */
async function show({ title, options }: Told): Promise<void> {
  const { tag = "", data } = options;
  const [before] = tag ? await worker.registration.getNotifications({ tag }) : [];
  const stale = before && before.data?.message_id >= (data.message_id ?? 0);
  const shown = stale ? before : { title, body: options.body, data };
  await worker.registration.showNotification(shown.title, {
    body: shown.body,
    data: shown.data,
    tag,
    icon: "/icon-192.png",
    ...(tag && !stale ? { renotify: true } : {}),
  });
  if (!stale) await worker.navigator.setAppBadge?.(data.badge).catch(() => {}); // Where there is no icon, there is no badge.
}

/** Goes to a path of the app: in the window that was used last, or in a new one where none is open. */
async function open(path: unknown): Promise<void> {
  const url = new URL(typeof path === "string" ? path : "/", location.origin);
  if (url.origin !== location.origin) return;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const client =
    windows.find((w) => w.focused) ?? windows.find((w) => w.visibilityState === "visible") ?? windows[0];
  if (!client) {
    await worker.clients.openWindow(url);
    return;
  }
  await client.focus().catch(() => {}); // Not every browser lets a worker do that; the page goes there all the same.
  if (!(await goes(client, url.pathname))) await client.navigate(url);
}

/** Asks an open page to go to a path, without loading anew; false when it does not answer. */
function goes(client: WindowClient, path: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(true);
    setTimeout(() => resolve(false), patience);
    client.postMessage({ type: "open", path }, [port2]);
  });
}

interface PushSubscriptionChangeEvent extends ExtendableEvent {
  readonly newSubscription?: PushSubscription | null;
  readonly oldSubscription?: PushSubscription | null;
}

/** The browser has made this device's address anew, or asks for it to be. */
async function renew({ newSubscription, oldSubscription }: PushSubscriptionChangeEvent): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey;
  const subscription = newSubscription ?? (key && (await subscribe(worker.registration, key)));
  if (!subscription) return; // The app does it when it is opened.
  const answer = await fetch("/api/push_subscriptions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asStored(subscription)),
  });
  if (answer.status === 401) await subscription.unsubscribe();
}
