/** A browser's subscription as the server takes it. */
export function asStored(subscription: PushSubscription) {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? "", p256dh_key: keys?.p256dh ?? "", auth_key: keys?.auth ?? "" };
}

/** Subscribes with the key by which the push service knows the server; every push shows something. */
export function subscribe(
  registration: ServiceWorkerRegistration,
  applicationServerKey: string | BufferSource,
): Promise<PushSubscription> {
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}
