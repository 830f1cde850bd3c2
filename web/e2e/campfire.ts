import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const binary = process.env.CAMPFIRE_BIN ?? fileURLToPath(new URL("../../bin/campfire", import.meta.url));

/** The real program, serving in a process of its own on a data folder of its own. */
export class Campfire {
  /** What the server wrote to its log, over all its starts. */
  log = "";
  readonly #data: string;
  #process: ChildProcess | undefined;
  #port = 0;

  private constructor(data: string) {
    this.#data = data;
  }

  /** Serves from an empty folder on a free port. */
  static async serve(): Promise<Campfire> {
    // Short, because the name of the control socket below it may have no more than about 100 bytes.
    const campfire = new Campfire(await mkdtemp(join(tmpdir(), "campfire-")));
    await campfire.start();
    return campfire;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts the server; after a stop on the same port and data. Resolves when it answers. */
  async start(): Promise<void> {
    const server = spawn(binary, ["serve"], { env: this.#env(), stdio: ["ignore", "pipe", "pipe"] });
    this.#process = server;
    server.stderr.on("data", (text) => {
      this.log += text;
    });
    this.#port = await Promise.race([portOf(server.stdout), this.#ended(server)]);
    const answer = await fetch(`${this.url}/up`);
    if (!answer.ok) throw new Error(`/up answered ${answer.status}\n${this.log}`);
  }

  /** Ends the server: SIGTERM lets it say goodbye, SIGKILL does not. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, "exit");
    server.kill(signal);
    await exit;
  }

  /** Runs another command of the program on the same data and returns what it printed. */
  async command(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(binary, args, { env: this.#env() });
    return stdout;
  }

  /** Ends the server and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#data, { recursive: true, force: true });
  }

  #env(): NodeJS.ProcessEnv {
    return {
      DATA_PATH: this.#data,
      PORT: String(this.#port),
      BIND: "127.0.0.1",
      POST_RATE: "0",
      LOG_FORMAT: "text",
    };
  }

  async #ended(server: ChildProcess): Promise<never> {
    const [cause] = await Promise.race([once(server, "exit"), once(server, "error")]);
    throw new Error(`${binary} did not start (${cause})\n${this.log}`);
  }
}

/** Reads the port from the line with the address, the first that serve prints. */
async function portOf(stdout: Readable): Promise<number> {
  const [line] = await once(createInterface(stdout), "line");
  const port = /^Campfire is at \S+:(\d+)$/.exec(line)?.[1];
  if (!port) throw new Error(`no address in "${line}"`);
  return Number(port);
}
