import { saveDevice } from "@/api/notifications";
import { Problem } from "@/api/problem";
import { registerWorker } from "@/features/upkeep/worker";
import { asStored, subscribe } from "@/lib/push-subscription";
import { storage } from "@/lib/storage";

/** Whose notifications this browser shows: the id of the person who turned them on. */
const owner = "notifications-for";

/** What stands in the way of notifications here, or that nothing does. */
export type Support = "ready" | "insecure" | "home-screen" | "unsupported";

export function support(): Support {
  if (!isSecureContext) return "insecure";
  if ("PushManager" in globalThis && "Notification" in globalThis && "serviceWorker" in navigator)
    return "ready";
  return isAppleMobile() ? "home-screen" : "unsupported";
}

/** iPads say that they are Macs, but for having more than one touch point. */
export function isAppleMobile(): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  );
}

async function subscriptionHere(): Promise<PushSubscription | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration();
  return (await registration?.pushManager?.getSubscription()) ?? undefined;
}

/** By which the server knows this browser; empty when it gets no notifications. */
export async function endpointHere(): Promise<string> {
  const subscription = await subscriptionHere().catch(() => undefined);
  return subscription?.endpoint ?? "";
}

/**
 * Asks for the permission, if need be, and has this browser told of messages.
 * Call it from a press: browsers ask at no other time. What goes wrong in the
 * browser is a DOMException, what the server refuses a Problem.
 */
export async function turnOn(userID: number, serverKey: string): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") return;
  await registerWorker();
  const registration = await navigator.serviceWorker.ready;
  await saveDevice(asStored(await subscribed(registration, serverKey)));
  storage.write(owner, userID);
}

/** The subscription there is, or another one when that is for a key the server had before. */
async function subscribed(
  registration: ServiceWorkerRegistration,
  serverKey: string,
): Promise<PushSubscription> {
  const before = await registration.pushManager.getSubscription();
  const key = before?.options?.applicationServerKey;
  if (before && (!key || encoded(key) === serverKey)) return before;
  await before?.unsubscribe();
  return subscribe(registration, serverKey);
}

/** base64url, as the server writes keys. */
function encoded(key: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(key)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Has this browser show nobody's notifications any more. */
export async function forgetDevice(): Promise<void> {
  storage.remove(owner);
  const subscription = await subscriptionHere().catch(() => undefined);
  await subscription?.unsubscribe().catch(() => false); // The server knows it no more; its pushes end there.
}

/**
 * Says to the server that this browser is still there, for the person who turned
 * notifications on in it; what somebody else left here ends.
 */
export async function keepDevice(userID: number, serverKey: string): Promise<void> {
  if (support() !== "ready" || Notification.permission !== "granted") return;
  if (storage.read(owner) !== userID) return forgetDevice();
  try {
    await turnOn(userID, serverKey);
  } catch (error) {
    if (error instanceof Problem && (error.status === 403 || error.status === 422)) await forgetDevice();
  }
}
