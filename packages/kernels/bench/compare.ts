import { createRuntime, type Runtime } from "../src/index.js";
import { LocalRuntime } from "../src/runtime/local-runtime.js";

const WARM_UP = 30;
const ROUNDS = 60;

/** The runtimes that are compared: plain TypeScript, and the machine on 1, 2 and all threads. */
export interface Contestants {
  readonly runtimes: ReadonlyMap<string, Runtime>;
  close(): Promise<void>;
}

export async function makeContestants(): Promise<Contestants> {
  const all = await createRuntime();
  const runtimes = new Map<string, Runtime>([
    ["plain", new LocalRuntime({ machine: undefined })],
    ["1 thread", await createRuntime({ threads: 1 })],
    ["2 threads", await createRuntime({ threads: 2 })],
  ]);
  if (all.threads > 2) runtimes.set(`${all.threads} threads`, all);
  return {
    runtimes,
    close: async () => {
      await Promise.all([all, ...runtimes.values()].map((runtime) => runtime.close()));
    },
  };
}

/** Prints microseconds, median (fastest), of the same call on each runtime, one after the other in turns. */
export function compare(
  name: string,
  { runtimes }: Contestants,
  run: (runtime: Runtime) => void,
): void {
  const times = new Map([...runtimes.keys()].map((key) => [key, [] as number[]]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [key, runtime] of runtimes) {
      const start = performance.now();
      run(runtime);
      if (round >= 0) times.get(key)?.push(1000 * (performance.now() - start));
    }
  }
  const columns = [...times].map(([key, measured]) => {
    const sorted = measured.sort((a, b) => a - b);
    const [median, least] = [sorted[ROUNDS >> 1], sorted[0]].map((time) => time.toFixed(0));
    return `${key} ${median.padStart(6)} ${`(${least})`.padEnd(8)}`;
  });
  process.stdout.write(`${name.padEnd(48)} ${columns.join(" ")}µs\n`);
}
