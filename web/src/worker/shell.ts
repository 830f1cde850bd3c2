import { worker } from "./scope";

/** Filled in by the build (scripts/worker.mjs): what this version of the app is made of. */
declare const shell: {
  /** Differs from version to version. */
  version: string;
  /** The script that the page of this version begins with, such as "/assets/index-1a2b.js". */
  entry: string;
  /** Everything else that it may load, by path. */
  files: readonly string[];
};

const prefix = "campfire-shell-";

/** What programs ask for; whoever looks at it in a browser wants to see it, whatever it says. */
const machine = /^\/(?:api|cable|health|metrics|up)(?:\/|$)/;

/** What a slow line is given to bring a page before the kept one is shown, in milliseconds. */
const patience = 5_000;

/**
 * Keeps the app itself on the device, so that it opens without a line. Nothing
 * that the API answers is kept here: this cache is nobody's in particular.
 *
 * A new version takes over at once. Pages come from the server whenever it
 * answers, so no page is ever older than what is served, and files carry a hash
 * of their content, so no page gets those of another version.
 */
export function keepShell(): void {
  worker.addEventListener("install", (event) => {
    event.waitUntil(fetchShell().then(() => worker.skipWaiting()));
  });
  worker.addEventListener("activate", (event) => {
    event.waitUntil(Promise.all([dropOld(), worker.clients.claim()]));
  });
  worker.addEventListener("fetch", answer);
}

async function fetchShell(): Promise<void> {
  const name = prefix + shell.version;
  try {
    const cache = await caches.open(name);
    await cache.put("/", await fetchPage());
    await Promise.all(shell.files.map((file) => keep(cache, file)));
  } catch (error) {
    await caches.delete(name);
    throw error; // The browser tries again later.
  }
}

/** The app's page, of this version: while a new one is being put in place the server may have another. */
async function fetchPage(): Promise<Response> {
  const page = await fetched("/", { cache: "no-cache" });
  const text = await page.clone().text();
  if (!text.includes(shell.entry)) throw new Error("the page is of another version");
  return page;
}

/** Keeps a file, from the version before where that has it. */
async function keep(cache: Cache, file: string): Promise<void> {
  const had = file.startsWith("/assets/") && (await caches.match(file));
  await cache.put(file, had || (await fetched(file)));
}

async function fetched(path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer;
}

/** Forgets all versions but this one and the one before, which open pages may still load from. */
async function dropOld(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(prefix));
  await Promise.all(ours.slice(0, -2).map((name) => caches.delete(name)));
}

function answer(event: FetchEvent): void {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || machine.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (shell.files.includes(pathname) || pathname.startsWith("/assets/"))
    event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
}

/** The server's page, or the kept one when there is no line, a bad one, or nothing behind it. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match("/", { cacheName: prefix + shell.version });
  if (!kept) return fetch(request);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept.clone()), patience));
  const theirs = fetch(request).then(
    (got) => (got.status < 500 ? got : kept),
    () => kept,
  );
  return Promise.race([theirs, late]);
}
