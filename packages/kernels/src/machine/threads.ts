import { countCores, startThread, type Thread } from "#platform";
import type { MachineExports } from "./builds.js";
import type { KernelMemory } from "./memory.js";

/** How much there is to do. */
export interface Extent {
  /** A job is cut into blocks in a way that does not depend on the number of threads. */
  readonly blocks: number;
  /** About how many multiplications, or steps as long as one, all blocks have together. */
  readonly operations: number;
}

/** From how many operations on it pays to involve other threads. */
export interface Worth {
  /** A job of so many is shared with threads that are awake. */
  readonly sharing: number;
  /** For a job of so many, sleeping threads are woken. */
  readonly waking: number;
  /** After so many operations, in all jobs that were worth sharing, threads are started. */
  readonly starting: number;
}

/** What `run` takes instead of a number of threads to wake: the one that calls works alone. */
export const ALONE = -1;

/** What threads run on. */
export interface ThreadsParts {
  readonly module: WebAssembly.Module;
  readonly memory: KernelMemory;
  readonly exports: MachineExports;
}

/**
 * The threads that help the one that calls. They start when enough work has come to make up for it, as
 * many as there are blocks for; a job never waits for them to have started.
 */
export class Threads {
  readonly #parts: ThreadsParts;
  readonly #worth: Worth;
  readonly #started: Thread[] = [];
  #limit: number;
  #operations = 0;

  /** @param limit - at most so many threads besides the one that calls. */
  constructor(
    limit: number,
    { worth, looks, ...parts }: ThreadsParts & { readonly worth: Worth; readonly looks: number },
  ) {
    this.#limit = limit;
    this.#worth = worth;
    this.#parts = parts;
    // More threads than the machine runs at a time only take its time from each other by waiting.
    parts.exports.prepare(limit < countCores() ? looks : 0);
  }

  /** How many threads may help: fewer once it has turned out that the platform lets some not start. */
  get limit(): number {
    return this.#limit;
  }

  /** How many sleeping threads to wake for a job; below 0, the job is better done alone. */
  invite({ blocks, operations }: Extent): number {
    const worth = this.#worth;
    if (blocks < 2 || operations < worth.sharing) return ALONE;
    this.#operations += operations;
    if (this.#operations >= worth.starting) this.#start(blocks - 1);
    return operations < worth.waking ? 0 : Math.min(blocks - 1, this.#started.length);
  }

  /** Starts all threads, and resolves when each has started or turned out not to. */
  async start(): Promise<void> {
    this.#start(this.#limit);
    await Promise.all(this.#started.map((thread) => thread.ready));
  }

  /** Ends all threads. Resolves when they have ended. */
  async close(): Promise<void> {
    this.#limit = 0;
    this.#parts.exports.close();
    await Promise.all(this.#started.splice(0).map((thread) => thread.stop()));
  }

  #start(wanted: number): void {
    const { module, memory } = this.#parts;
    try {
      while (this.#started.length < Math.min(wanted, this.#limit)) {
        const thread = startThread({ module, memory: memory.memory });
        this.#started.push(thread);
        void thread.ready.then((isReady) => isReady || this.#drop(thread));
      }
    } catch {
      // A limit of the system or a policy may forbid it: fewer threads, the same bits.
      this.#limit = this.#started.length;
    }
  }

  #drop(thread: Thread): void {
    const index = this.#started.indexOf(thread);
    if (index === -1) return;
    this.#started.splice(index, 1);
    this.#limit -= 1;
    void thread.stop();
  }
}
