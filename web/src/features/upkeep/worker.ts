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

/** How long a new version may take to be fetched before it is offered all the same, in milliseconds. */
const patience = 30_000;

/** Has the worker get the newest version of the app, and resolves once it has, or could not. */
export async function updateWorker(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
  const coming = registration?.installing ?? registration?.waiting;
  if (!coming) return;
  await new Promise<void>((resolve) => {
    const look = () => (coming.state === "activated" || coming.state === "redundant") && resolve();
    coming.addEventListener("statechange", look);
    setTimeout(resolve, patience);
    look();
  });
}
