import { countCores, mayWait, STARTS_WHILE_BUSY } from "#platform";
import type { SimdLevel } from "../runtime/types.js";
import { compileBuild, type KernelName, type MachineExports } from "./builds.js";
import { JOB_AT, KernelMemory } from "./memory.js";
import { Threads } from "./threads.js";

/** Below so many multiplications, waking another thread takes longer than it saves, measured. */
const WORTH_A_THREAD = 200_000;

/** How much there is to do. */
export interface Extent {
  /** A job is cut into blocks in a way that does not depend on the number of threads. */
  readonly blocks: number;
  /** About how many multiplications, or steps as long as one, all blocks have together. */
  readonly operations: number;
}

interface MachineParts {
  readonly level: Exclude<SimdLevel, "none">;
  readonly memory: KernelMemory;
  readonly exports: MachineExports;
  readonly threads: Threads | undefined;
  readonly leastOperations: number;
}

/** The compiled kernels, the memory they work in, and the threads that share it. */
export class Machine {
  readonly level: Exclude<SimdLevel, "none">;
  readonly memory: KernelMemory;
  readonly #exports: MachineExports;
  readonly #threads: Threads | undefined;
  readonly #leastOperations: number;

  constructor({ level, memory, exports, threads, leastOperations }: MachineParts) {
    this.level = level;
    this.memory = memory;
    this.#exports = exports;
    this.#threads = threads;
    this.#leastOperations = leastOperations;
  }

  /** How many threads work on a large job, the one that calls among them. */
  get threads(): number {
    return 1 + (this.#threads?.count ?? 0);
  }

  /**
   * Does a job.
   * @param job - the fields of the kernel's job class in assembly/, in the order in which it names them.
   */
  run(kernel: KernelName, job: readonly number[], { blocks, operations }: Extent): void {
    this.memory.doubles(JOB_AT, job.length).set(job);
    const isWorthIt = blocks > 1 && operations >= this.#leastOperations;
    if (isWorthIt) this.#threads?.start();
    const helpers = isWorthIt ? (this.#threads?.count ?? 0) : 0;
    this.#exports.run(this.#exports[kernel].value, JOB_AT, blocks, helpers);
  }

  async close(): Promise<void> {
    await this.#threads?.close(this.#exports);
  }
}

/** How a machine is made. */
export interface MachineOptions {
  /** At most so many threads. Default: as many as the machine runs at a time. */
  readonly threads?: number;
  /** Allows relaxed instructions. Default false. */
  readonly fast?: boolean;
  /** From so many operations on a job is shared with other threads. */
  readonly leastOperations?: number;
}

/**
 * The best machine that the platform allows: without relaxed instructions where it has none, on one
 * thread where memory cannot be shared; undefined where it runs no WebAssembly SIMD at all.
 */
export async function makeMachine({
  threads = countCores(),
  fast = false,
  leastOperations = WORTH_A_THREAD,
}: MachineOptions): Promise<Machine | undefined> {
  const helpers = mayWait() && typeof SharedArrayBuffer === "function" ? threads - 1 : 0;
  for (const level of fast ? (["relaxed", "simd"] as const) : (["simd"] as const)) {
    const parts = (await sharedParts(level, helpers)) ?? (await plainParts(level));
    if (parts !== undefined) return new Machine({ level, leastOperations, ...parts });
  }
  return undefined;
}

async function sharedParts(level: Machine["level"], helpers: number) {
  if (helpers === 0) return undefined;
  const module = await compileBuild({ level, isShared: true });
  const memory = KernelMemory.shared();
  if (module === undefined || memory === undefined) return undefined;
  const threads = new Threads(helpers, { module, memory: memory.memory });
  if (!STARTS_WHILE_BUSY) await threads.ready();
  return { memory, exports: instantiate(module, memory), threads };
}

async function plainParts(level: Machine["level"]) {
  const module = await compileBuild({ level, isShared: false });
  const memory = KernelMemory.plain();
  if (module === undefined || memory === undefined) return undefined;
  return { memory, exports: instantiate(module, memory), threads: undefined };
}

function instantiate(module: WebAssembly.Module, { memory }: KernelMemory): MachineExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as MachineExports;
}
