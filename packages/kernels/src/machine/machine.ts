import { EngineError } from "@towerkit/core";
import { countCores, mayShareWork, STARTS_WHILE_BUSY } from "#platform";
import type { SimdLevel } from "../runtime/types.js";
import { compileBuild, type KernelName, knowsRelaxed, type MachineExports } from "./builds.js";
import { JOB_AT, KernelMemory } from "./memory.js";
import { ALONE, type Extent, Threads, type Worth } from "./threads.js";

/**
 * Measured by `bench/threads.ts`: an awake thread helps within a microsecond, a sleeping one takes some
 * 50 µs to wake, and a new one takes 50 ms of a processor to start and 9 to 13 MB.
 */
const WORTH: Worth = { sharing: 200_000, waking: 2_000_000, starting: 50_000_000 };

/** How often a thread looks for more to do before it goes to sleep: for some 80 µs. */
const LOOKS = 100_000;

/** A training step has work for so many; each further one would cost its memory and give no time. */
const MOST_BY_DEFAULT = 8;

interface MachineParts {
  readonly level: Exclude<SimdLevel, "none">;
  readonly memory: KernelMemory;
  readonly exports: MachineExports;
  readonly threads: Threads | undefined;
}

/** The compiled kernels, the memory they work in, and the threads that share it. */
export class Machine {
  readonly level: Exclude<SimdLevel, "none">;
  readonly memory: KernelMemory;
  readonly #exports: MachineExports;
  readonly #threads: Threads | undefined;
  #isBroken = false;

  constructor({ level, memory, exports, threads }: MachineParts) {
    this.level = level;
    this.memory = memory;
    this.#exports = exports;
    this.#threads = threads;
  }

  /** How many threads work on a large job, the one that calls among them. */
  get threads(): number {
    return 1 + (this.#threads?.limit ?? 0);
  }

  /**
   * Does a job.
   * @param job - the fields of the kernel's job class in assembly/, in the order in which it names them.
   * @throws EngineError if a thread died, in this job or one before.
   */
  run(kernel: KernelName, job: readonly number[], extent: Extent): void {
    if (this.#isBroken) throw brokenError();
    this.memory.doubles(JOB_AT, job.length).set(job);
    const wakes = this.#threads === undefined ? ALONE : this.#threads.invite(extent);
    let isDone = false;
    let cause: unknown;
    try {
      isDone = this.#exports.run(this.#exports[kernel].value, JOB_AT, extent.blocks, wakes) === 1;
    } catch (error) {
      cause = error;
      this.#exports.fail();
    }
    if (isDone) return;
    // Other threads may still be at it, so nobody else may use this memory any more.
    this.#isBroken = true;
    throw brokenError(cause);
  }

  async close(): Promise<void> {
    await this.#threads?.close();
  }
}

function brokenError(cause?: unknown): EngineError {
  return new EngineError(
    "the kernels broke off in the middle of their work, which is a fault of theirs; close this runtime and make a new one.",
    { cause },
  );
}

/** How a machine is made. */
export interface MachineOptions {
  /** At most so many threads. Default: as many as the machine runs at a time, up to 8. */
  readonly threads?: number | undefined;
  /** Allows relaxed instructions. Default false. */
  readonly fast?: boolean | undefined;
  /** From so many operations on threads are started, woken and given a share. Default: measured. */
  readonly leastOperations?: number;
  /** How often a thread looks for more to do before it goes to sleep. Default: measured. */
  readonly looks?: number;
}

/**
 * The best machine that the platform allows: without relaxed instructions where it has none, on one
 * thread where memory cannot be shared; undefined where it runs no WebAssembly SIMD at all.
 */
export async function makeMachine(options: MachineOptions): Promise<Machine | undefined> {
  const { threads = Math.min(countCores(), MOST_BY_DEFAULT), fast = false } = options;
  if (typeof WebAssembly !== "object") return undefined;
  const level = fast && knowsRelaxed() ? "relaxed" : "simd";
  const parts =
    (threads > 1 && mayShareWork() && (await sharedParts(level, threads - 1, options))) ||
    (await plainParts(level));
  return parts && new Machine({ level, ...parts });
}

async function sharedParts(
  level: Machine["level"],
  helpers: number,
  { leastOperations: least, looks = LOOKS }: MachineOptions,
) {
  const memory = KernelMemory.shared();
  const module = memory && (await compileBuild({ level, isShared: true }));
  if (memory === undefined || module === undefined) return undefined;
  const exports = await instantiate(module, memory);
  const worth = least === undefined ? WORTH : { sharing: least, waking: least, starting: least };
  const threads = new Threads(helpers, { module, memory, exports, worth, looks });
  if (!STARTS_WHILE_BUSY) await threads.start();
  return { memory, exports, threads };
}

async function plainParts(level: Machine["level"]) {
  const memory = KernelMemory.plain();
  const module = memory && (await compileBuild({ level, isShared: false }));
  if (memory === undefined || module === undefined) return undefined;
  return { memory, exports: await instantiate(module, memory), threads: undefined };
}

async function instantiate(
  module: WebAssembly.Module,
  { memory }: KernelMemory,
): Promise<MachineExports> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as MachineExports;
}
