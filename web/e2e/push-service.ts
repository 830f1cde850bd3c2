import { createECDH, type ECDH, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import { decrypt } from "http_ece";

/** What a push says, and the headers it came with. */
export interface Push {
  device: string;
  headers: IncomingHttpHeaders;
  /** As the browser gets it. */
  text: string;
}

/** A push service on this machine: it has devices, decrypts what it is sent for them, and keeps that. */
export class PushService {
  readonly pushes: Push[] = [];
  /** What it answers with. */
  status = 201;
  readonly #server: Server;
  readonly #devices = new Map<string, PushDevice>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part) => parts.push(part));
      request.on("end", () => {
        const device = this.#devices.get(request.url ?? "");
        if (device)
          this.pushes.push({
            device: device.name,
            headers: request.headers,
            text: device.decrypt(Buffer.concat(parts)),
          });
        response.writeHead(device ? this.status : 410).end();
      });
    });
  }

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.#server.listen(0, "127.0.0.1");
    await once(service.#server, "listening");
    return service;
  }

  /** Makes a device, which a browser has when install is called for it. */
  device(name: string): PushDevice {
    const { port } = this.#server.address() as AddressInfo;
    const device = new PushDevice(name, `http://127.0.0.1:${port}/${name}`);
    this.#devices.set(`/${name}`, device);
    return device;
  }

  /** What has reached a device. */
  on(device: PushDevice): string[] {
    return this.pushes.filter((push) => push.device === device.name).map((push) => push.text);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** A browser's half: the keys, and a stand-in for what Chromium asks of a push service it cannot reach here. */
export class PushDevice {
  readonly name: string;
  readonly #endpoint: string;
  readonly #keys: ECDH = createECDH("prime256v1");
  readonly #auth = randomBytes(16).toString("base64url");

  constructor(name: string, endpoint: string) {
    this.name = name;
    this.#endpoint = endpoint;
    this.#keys.generateKeys();
  }

  decrypt(body: Buffer): string {
    return decrypt(body, { version: "aes128gcm", privateKey: this.#keys, authSecret: this.#auth }).toString();
  }

  /** Has the pages of a browser subscribe as this device. What was subscribed outlives a page. */
  async install(context: BrowserContext): Promise<void> {
    await context.grantPermissions(["notifications"]);
    const keys = { p256dh: this.#keys.getPublicKey("base64url"), auth: this.#auth };
    await context.addInitScript(standIn, { endpoint: this.#endpoint, keys });
  }
}

/** Runs in the page. */
function standIn(given: { endpoint: string; keys: Record<string, string> }) {
  const kept = "stand-in-subscription";
  const subscription = {
    endpoint: given.endpoint,
    options: { userVisibleOnly: true, applicationServerKey: null },
    toJSON: () => given,
    unsubscribe: async () => {
      localStorage.removeItem(kept);
      return true;
    },
  };
  Object.assign(PushManager.prototype, {
    async subscribe(options: PushSubscriptionOptionsInit) {
      if (!options.userVisibleOnly || !options.applicationServerKey)
        throw new TypeError("not as browsers want it");
      localStorage.setItem(kept, "yes");
      return subscription;
    },
    getSubscription: async () => (localStorage.getItem(kept) ? subscription : null),
  });
}

/** Hands pushes to a page's worker as the browser does. */
export async function courier(page: Page): Promise<(text: string) => Promise<void>> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const alive = registrations.find((registration) => !registration.isDeleted);
      if (alive) resolve(alive.registrationId);
    });
  });
  await devtools.send("ServiceWorker.enable");
  const registrationId = await found;
  const { origin } = new URL(page.url());
  return async (data) => {
    await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  };
}

/** What a worker has asked the browser to show from now on, and for which badge. */
export async function watch(
  page: Page,
): Promise<() => Promise<{ body: string; renotify: boolean; badge: number }[]>> {
  const worker = page.context().serviceWorkers()[0];
  if (!worker) throw new Error("there is no worker");
  await worker.evaluate(() => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    const asked: object[] = [];
    const show = registration.showNotification.bind(registration);
    registration.showNotification = async (
      title,
      options: NotificationOptions & { renotify?: boolean } = {},
    ) => {
      await show(title, options);
      asked.push({ body: options.body, renotify: options.renotify === true, badge: -1 });
    };
    navigator.setAppBadge = async (badge) => void Object.assign(asked.at(-1) ?? {}, { badge });
    Object.assign(globalThis, { asked });
  });
  return () =>
    worker.evaluate(
      () => (globalThis as unknown as { asked: { body: string; renotify: boolean; badge: number }[] }).asked,
    );
}

interface Shown {
  title: string;
  body: string;
  tag: string;
  path: string;
}

/** The notifications that a browser shows. */
export function shown(page: Page): Promise<Shown[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const all = await registration.getNotifications();
    return all.map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path }));
  });
}

/** Presses the notification that leads to a path. */
export async function press(page: Page, path: string): Promise<void> {
  const worker = page.context().serviceWorkers()[0];
  if (!worker) throw new Error("there is no worker");
  await worker.evaluate(async (path) => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
    };
    const all = await scope.registration.getNotifications();
    const notification = all.find(({ data }) => data.path === path);
    if (!notification) throw new Error("there is no such notification");
    globalThis.dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
  }, path);
}
