import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const binary = process.env.CAMPFIRE_BIN ?? fileURLToPath(new URL("../../bin/campfire", import.meta.url));

/** What the program prints once it serves: the port, and where the demo signs one in. */
const serving = {
  serve: /Campfire is at \S+:(\d+)\n/,
  demo: /Campfire is at \S+:(\d+)\n.*?(\/demo\/\w+\/)1 /s,
};

type Server = ChildProcessByStdio<null, Readable, Readable>;

/** The real program, serving in a process of its own on a data folder of its own. */
export class Campfire {
  /** What the server wrote to its log, over all its starts. */
  log = "";
  readonly #data: string;
  readonly #command: keyof typeof serving;
  readonly #settings: NodeJS.ProcessEnv;
  #server: Server | undefined;
  #port = 0;
  #signInPath = "";

  private constructor(data: string, command: keyof typeof serving, settings: NodeJS.ProcessEnv) {
    this.#data = data;
    this.#command = command;
    this.#settings = settings;
  }

  /** Serves from an empty folder on a free port, with settings of its own if need be. */
  static serve(settings: NodeJS.ProcessEnv = {}): Promise<Campfire> {
    return Campfire.#started("serve", settings);
  }

  /** Serves the demo and its made-up team. */
  static demo(): Promise<Campfire> {
    return Campfire.#started("demo", {});
  }

  static async #started(command: keyof typeof serving, settings: NodeJS.ProcessEnv): Promise<Campfire> {
    // Short, because the name of the control socket below it may have no more than about 100 bytes.
    const campfire = new Campfire(await mkdtemp(join(tmpdir(), "campfire-")), command, settings);
    await campfire.start();
    return campfire;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where the demo signs one in as the person with this id. */
  signInPath(userID: number): string {
    return this.#signInPath + userID;
  }

  /** Starts the server; after a stop on the same port and data. Resolves when it answers. */
  async start(): Promise<void> {
    const server = spawn(binary, [this.#command], { env: this.#env(), stdio: ["ignore", "pipe", "pipe"] });
    this.#server = server;
    server.stderr.on("data", (text) => {
      this.log += text;
    });
    const [, port, signInPath = ""] = await printed(server, serving[this.#command]);
    this.#port = Number(port);
    this.#signInPath = signInPath;
    const answer = await fetch(`${this.url}/up`);
    if (!answer.ok) throw new Error(`/up answered ${answer.status}\n${this.log}`);
  }

  /** Ends the server: SIGTERM lets it say goodbye, SIGKILL does not. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const server = this.#server;
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

  /** Has every write beyond so many bytes of a file fail, as on a full disk; "unlimited" makes room again. */
  async limitFileSize(bytes: number | "unlimited"): Promise<void> {
    await promisify(execFile)("prlimit", ["--pid", String(this.#server?.pid), `--fsize=${bytes}:unlimited`]);
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
      BCRYPT_COST: "10",
      LOG_FORMAT: "text",
      ...this.#settings,
    };
  }
}

/** Waits until the server has printed something that matches. */
function printed(server: Server, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (chunk) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match) resolve(match);
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`${binary} ended with ${code} before it served`)));
  });
}
