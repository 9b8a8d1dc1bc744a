import { createRuntime, type Runtime } from "../src/index.js";
import { LocalRuntime } from "../src/runtime/local-runtime.js";

/** What a run took, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly fastest: number;
}

/** Runs something again and again, for half a second and at least 15 times. */
export function timing(run: () => void): Timing {
  for (let i = 0; i < 3; i++) run();
  const times: number[] = [];
  const end = performance.now() + 500;
  while (times.length < 15 || (performance.now() < end && times.length < 5000)) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], fastest: times[0] };
}

/** The runtimes to compare, by name: the plain kernels, one thread and more, and relaxed instructions. */
export async function runtimesToCompare(): Promise<[name: string, runtime: Runtime][]> {
  const compared: [string, Runtime][] = [["plain", new LocalRuntime({ machine: undefined })]];
  for (const threads of [1, 2, 4]) {
    const runtime = await createRuntime({ threads });
    if (runtime.threads === threads) {
      compared.push([`${threads} thread${threads === 1 ? "" : "s"}`, runtime]);
    } else {
      await runtime.close();
    }
  }
  const relaxed = await createRuntime({ threads: 1, fast: true });
  if (relaxed.simd === "relaxed") compared.push(["relaxed", relaxed]);
  else await relaxed.close();
  return compared;
}

/** One line of a table. */
export function printRow(name: string, cells: readonly string[]): void {
  const line = cells.map((cell) => cell.padStart(17)).join("");
  process.stdout.write(`${name.padEnd(34)}${line}\n`);
}
