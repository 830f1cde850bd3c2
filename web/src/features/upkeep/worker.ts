/**
 * Has the browser keep the app on this device and run its worker. Not every
 * browser can, and none over plain HTTP but to the machine it runs on.
 */
export async function registerWorker(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    return await navigator.serviceWorker?.register("/service-worker.js", { updateViaCache: "none" });
  } catch {
    return undefined; // Forbidden, or no line: the app works without, and asks again when it is opened.
  }
}
