import { createRuntime, type Runtime } from "../src/index.js";
import { LocalRuntime } from "../src/runtime/local-runtime.js";

/** How often something is run, after three times for warming up. */
const RUNS = 15;

/** Milliseconds of several runs, the least first. */
export function times(run: () => void, runs = RUNS): number[] {
  for (let i = 0; i < 3; i++) run();
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
}

/** The median, and in brackets the least. */
export function shown(sorted: readonly number[]): string {
  const median = sorted[sorted.length >> 1] as number;
  return `${median.toFixed(2)} (${(sorted[0] as number).toFixed(2)})`;
}

/** Prints what something takes plainly, and on the machine with 1, 2 and 4 threads. */
export async function compare(
  name: string,
  prepare: (runtime: Runtime) => () => void,
  { plain = true, runs = RUNS }: { readonly plain?: boolean; readonly runs?: number } = {},
): Promise<void> {
  const cells: string[] = [];
  if (plain) {
    const runtime = new LocalRuntime({ machine: undefined });
    cells.push(`plain ${shown(times(prepare(runtime), Math.min(runs, 5)))}`);
    await runtime.close();
  }
  for (const threads of [1, 2, 4]) {
    const runtime = await createRuntime({ threads });
    cells.push(`${threads}: ${shown(times(prepare(runtime), runs))}`);
    await runtime.close();
  }
  process.stdout.write(`${name.padEnd(52)} ${cells.join("  ")} ms\n`);
}
