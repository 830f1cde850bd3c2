import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * A line between a browser and the server that can be cut. Playwright's own
 * setOffline leaves an open WebSocket open, so this one is made of real sockets.
 */
export class Line {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: "up" | "cut" | "silent" = "up";

  private constructor(targetPort: number) {
    this.#server = createServer((browser) => this.#join(browser, targetPort));
  }

  static async to(url: string): Promise<Line> {
    const line = new Line(Number(new URL(url).port));
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    return line;
  }

  /** Where the browser finds the server behind this line. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection and takes no new one. */
  cut(): void {
    this.#state = "cut";
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Passes nothing on any more, without telling either side. */
  fallSilent(): void {
    this.#state = "silent";
    for (const socket of this.#sockets) socket.pause();
  }

  restore(): void {
    this.#state = "up";
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(browser: Socket, targetPort: number): void {
    if (this.#state === "cut") return void browser.resetAndDestroy();
    const server = connect(targetPort, "127.0.0.1");
    this.#pass(browser, server);
    this.#pass(server, browser);
    if (this.#state === "silent") browser.pause();
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.setNoDelay();
    from.on("data", (bytes) => to.write(bytes));
    from.on("error", () => to.destroy());
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
