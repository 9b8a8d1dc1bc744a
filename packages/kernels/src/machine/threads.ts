import { startThread, type Thread } from "#platform";
import type { MachineExports } from "./builds.js";

/** Where a thread that died leaves word, in words of four bytes: `FAILED` of assembly/machine. */
const FAILED_WORD = 320 / 4;

/**
 * The threads that help the one that calls. They start at the first job big enough for them, or when
 * asked to; a job never waits for them to have started.
 */
export class Threads {
  readonly #module: WebAssembly.Module;
  readonly #memory: WebAssembly.Memory;
  #count: number;
  #started: Thread[] | undefined;

  /** @param count - how many threads besides the one that calls. */
  constructor(
    count: number,
    { module, memory }: { module: WebAssembly.Module; memory: WebAssembly.Memory },
  ) {
    this.#count = count;
    this.#module = module;
    this.#memory = memory;
  }

  /** How many threads help: 0 once it has turned out that the platform lets none start. */
  get count(): number {
    return this.#count;
  }

  /** Starts the threads, unless they have been started already. */
  start(): void {
    if (this.#started !== undefined) return;
    this.#started = [];
    const parts = { module: this.#module, memory: this.#memory, failedWord: FAILED_WORD };
    try {
      for (let i = 0; i < this.#count; i++) this.#started.push(startThread(parts));
    } catch {
      // Node's permission model and a page's security policy may refuse: fewer threads, the same bits.
      this.#count = this.#started.length;
    }
  }

  /** Resolves when every thread is ready to help, or has turned out not to start. */
  async ready(): Promise<void> {
    this.start();
    const threads = this.#started ?? [];
    const areReady = await Promise.all(threads.map((thread) => thread.ready));
    if (!areReady.every(Boolean)) this.#count = areReady.filter(Boolean).length;
  }

  async close(exports: MachineExports): Promise<void> {
    exports.close();
    const threads = this.#started ?? [];
    this.#started = [];
    this.#count = 0;
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}
