import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

/** A file of the app whose name has a hash of its content. */
const hashed = /(\b[\w-]+-[\w-]{8})\.(js|css|json)\b/g;

/**
 * A server in front of Campfire on which a new version of the app can be put in
 * place: it is the same under other names, and the old names are gone.
 */
export class Deployment {
  readonly #server: Server;
  readonly #target: { host: string; port: number };
  #newest = 0;

  private constructor(target: string) {
    const { hostname, port } = new URL(target);
    this.#target = { host: hostname, port: Number(port) };
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
    this.#server.on("upgrade", (asked, socket) => this.#join(asked, socket));
  }

  static async of(target: string): Promise<Deployment> {
    const deployment = new Deployment(target);
    deployment.#server.listen(0, "127.0.0.1");
    await once(deployment.#server, "listening");
    return deployment;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Puts a new version in place. */
  deploy(): void {
    this.#newest++;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const path = this.#plain(asked.url ?? "/");
    if (!path) return void answer.writeHead(404).end();
    const headers: Record<string, unknown> = { ...asked.headers, "accept-encoding": "identity" };
    delete headers["if-none-match"];
    const options = { ...this.#target, path, method: asked.method, headers: headers as NodeJS.Dict<string> };
    const passed = request(options, (got) => void this.#answer(got, answer));
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }

  /** What a file is called where nothing is renamed; empty for one of another version than the newest. */
  #plain(path: string): string {
    if (!path.startsWith("/assets/")) return path;
    const version = Number(/\.v(\d+)\./.exec(path)?.[1] ?? 0);
    return version === this.#newest ? path.replace(`.v${version}.`, ".") : "";
  }

  async #answer(got: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of got) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const headers = { ...got.headers };
    delete headers["content-length"];
    delete headers.etag;
    const names = this.#newest > 0 && /html|javascript/.test(String(headers["content-type"]));
    answer.writeHead(got.statusCode ?? 502, headers).end(names ? this.#renamed(body.toString()) : body);
  }

  #renamed(text: string): string {
    const version = this.#newest;
    return text
      .replace(hashed, `$1.v${version}.$2`)
      .replace(/version:`[0-9a-f]{12}`/, `version:\`version-${version}\``);
  }

  #join(asked: IncomingMessage, browser: Duplex): void {
    const server = connect(this.#target.port, this.#target.host);
    const headers = asked.rawHeaders.map((text, n) => (n % 2 ? `${text}\r\n` : `${text}: `)).join("");
    server.write(`GET ${asked.url} HTTP/1.1\r\n${headers}\r\n`);
    server.pipe(browser).pipe(server);
    server.on("error", () => browser.destroy());
    server.on("close", () => browser.destroy());
    browser.on("error", () => server.destroy());
  }
}
