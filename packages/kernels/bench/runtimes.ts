import { availableParallelism } from "node:os";
import { createRuntime } from "../src/index.js";
import { LocalRuntime } from "../src/runtime/local-runtime.js";
import type { Runtime } from "../src/runtime/types.js";

/** A runtime, and what stands above its column. */
export interface NamedRuntime {
  readonly name: string;
  readonly runtime: Runtime;
}

/** The plain kernels, and the machine on one thread, on two, and on as many as there are. */
export async function allRuntimes(): Promise<NamedRuntime[]> {
  const threads = [...new Set([1, 2, availableParallelism()])];
  const machines = threads.map(async (count) => ({
    name: count === 1 ? "1 thread" : `${count} threads`,
    runtime: await createRuntime({ threads: count }),
  }));
  const plain = { name: "plain", runtime: new LocalRuntime({ machine: undefined }) };
  return [plain, ...(await Promise.all(machines))];
}

/** Median and fastest of several runs on each runtime, in turns, so that all meet the same weather. */
export async function compareRuntimes(
  name: string,
  runtimes: readonly NamedRuntime[],
  run: (runtime: Runtime) => void,
  rounds = 15,
): Promise<void> {
  const times = runtimes.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    for (const [i, { runtime }] of runtimes.entries()) {
      const start = performance.now();
      run(runtime);
      if (round >= 0) times[i].push(performance.now() - start);
      // Threads that a first run asked for start meanwhile.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  const columns = times.map((each) => {
    const sorted = each.toSorted((a, b) => a - b);
    return `${sorted[sorted.length >> 1].toFixed(2)} (${sorted[0].toFixed(2)})`.padStart(20);
  });
  process.stdout.write(`${name.padEnd(50)}${columns.join("")}\n`);
}
