import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Answer, type Info, type Request, readReply } from "./protocol.js";

/** A program to start. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment of the bench. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How long a contestant may take to get ready or to answer. */
const LONGEST_MINUTES = 15;

/** A child process that answers one line of JSON for each one it is given. */
export class LineProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #complaints: string[] = [];
  readonly #exit: Promise<void>;

  constructor({ command, args, env }: Program) {
    this.#child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const { stdin, stdout, stderr } = this.#child;
    if (!stdin || !stdout || !stderr) throw new Error(`cannot talk to ${command}`);
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    createInterface({ input: stderr }).on("line", (line) => {
      this.#complaints.push(line);
      if (this.#complaints.length > 20) this.#complaints.shift();
    });
    // A child that died shows itself by the end of its output; writing to it must not end the bench.
    stdin.on("error", () => {});
    this.#exit = new Promise((resolve) => {
      this.#child.once("close", () => resolve());
      this.#child.once("error", (error) => {
        this.#complaints.push(error.message);
        resolve();
      });
    });
  }

  async setUp(setup: Request & { readonly setup: unknown }): Promise<Info> {
    const reply = await this.#ask(setup);
    if (!("ready" in reply)) throw new Error("the contestant did not say that it is ready");
    return reply.ready;
  }

  async run(request: Request & { readonly run: number }): Promise<Answer> {
    const reply = await this.#ask(request);
    if (!("milliseconds" in reply)) throw new Error("the contestant did not say how long it took");
    return reply;
  }

  /** Lets the child end by itself, and helps where it does not. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
    await this.#exit;
    clearTimeout(timer);
  }

  async #ask(request: Request): Promise<ReturnType<typeof readReply>> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), LONGEST_MINUTES * 60_000);
    const { value, done } = await this.#lines.next();
    clearTimeout(timer);
    if (!done) return readReply(value);
    await this.#exit;
    throw new Error(`it ended without an answer${this.#lastComplaint()}`);
  }

  /** The last line that names an error; without one, the last line. */
  #lastComplaint(): string {
    const said = this.#complaints.filter((line) => line.trim() !== "");
    const last = said.filter((line) => /error/i.test(line)).at(-1) ?? said.at(-1);
    return last ? `: ${last.trim().slice(0, 300)}` : "";
  }
}
