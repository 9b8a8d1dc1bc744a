import { join } from "node:path";
import { type Entrant, lineEntrant } from "../contest/contestant.js";
import type { Program } from "../contest/line-process.js";
import type { Setup } from "../contest/protocol.js";
import { pythonFolder } from "../where.js";
import type { Python } from "./environment.js";

/**
 * Settings of the allocator under which TensorFlow and JAX keep the memory of their big temporaries
 * instead of having every page of them mapped anew in each step (glibc).
 */
export const TUNED_ALLOCATOR = {
  MALLOC_MMAP_MAX_: "0",
  MALLOC_TRIM_THRESHOLD_: "68719476736",
  MALLOC_TOP_PAD_: "1073741824",
  MALLOC_ARENA_MAX: "1",
} as const;

/** What a contestant is called when it runs with the tuned allocator. */
export const allocatorTuned = (name: string): string => `${name}, allocator tuned`;

/** How a Python program is started. */
export interface PythonOptions {
  readonly python: Python;
  readonly threads: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A Python program of ours, ready to be started.
 * @throws Error saying why where there is no Python with the peers in it.
 */
export function pythonProgram(script: string, options: PythonOptions): Program {
  const { python, threads, args = [], env = {} } = options;
  if ("missing" in python) throw new Error(python.missing);
  return {
    command: python.executable,
    args: [join(pythonFolder, script), ...args],
    env: {
      BENCH_THREADS: String(threads),
      // JAX has no setting for the size of XLA's pool but this.
      NPROC: String(threads),
      JAX_PLATFORMS: "cpu",
      CUDA_VISIBLE_DEVICES: "-1",
      TF_CPP_MIN_LOG_LEVEL: "2",
      TF_USE_LEGACY_KERAS: "1",
      PYTHONDONTWRITEBYTECODE: "1",
      ...env,
    },
  };
}

/** A Python contestant; it cannot start where the Python is missing. */
export const pythonEntrant = (
  name: string,
  script: string,
  setup: Setup,
  options: PythonOptions,
): Entrant => ({
  name,
  start: async () => lineEntrant(name, pythonProgram(script, options), setup).start(),
});

/** A Python contestant twice: with the allocator as shipped and tuned. */
export const withBothAllocators = (
  name: string,
  script: string,
  setup: Setup,
  options: PythonOptions,
): Entrant[] => [
  pythonEntrant(name, script, setup, options),
  pythonEntrant(allocatorTuned(name), script, setup, { ...options, env: TUNED_ALLOCATOR }),
];
