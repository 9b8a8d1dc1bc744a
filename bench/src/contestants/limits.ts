import { serve, timedRuns } from "../contest/serve.js";
import { type ArithmeticLoop, arithmeticLoop, CHAIN_COUNTS } from "../limits/arithmetic.js";
import { bandwidthLoops } from "../limits/bandwidth.js";
import type { Limit } from "../limits/limit.js";

const OPERATIONS = 2e8;
const BYTES = 2 ** 28;
/** How often each loop is tried before one is chosen. */
const TRIALS = 20;

/** What this processor can do at most in WebAssembly on one thread; `what` names the limit. */
await serve({
  async prepare() {
    const loops = (relaxed: boolean) =>
      CHAIN_COUNTS.flatMap((chains) => arithmeticLoop(chains, { relaxed }) ?? []);
    const memory = bandwidthLoops(BYTES);
    const limits: Record<Limit, (() => number) | undefined> = {
      "multiply, add": fastestOf(loops(false)),
      "relaxed multiply-add": fastestOf(loops(true)),
      read: () => timedRuns(1, memory.read)[0] as number,
      copy: () => Math.min(...timedRuns(1, memory.copy), ...timedRuns(1, memory.copyAtOnce)),
    };
    const there = Object.entries(limits).filter(([, measure]) => measure !== undefined);
    return {
      ready: {
        amounts: Object.fromEntries(there.map(([name]) => [name, amountOf(name as Limit)])),
      },
      run(n, what) {
        const measure = limits[what as Limit];
        if (!measure) throw new Error(`there is no limit called "${what}"`);
        return { milliseconds: Array.from({ length: n }, measure) };
      },
    };
  },
});

function amountOf(limit: Limit): number {
  return limit === "read" || limit === "copy" ? BYTES : OPERATIONS;
}

/**
 * How long so many operations take in the loop that does them fastest. It is chosen once: the least of
 * several loops at each measurement would be the luckiest of several moments, and a kernel has but one.
 */
function fastestOf(loops: readonly ArithmeticLoop[]): (() => number) | undefined {
  const times = loops.map((loop) => {
    const turns = Math.round(OPERATIONS / loop.operations);
    return () => timedRuns(1, () => loop.run(turns))[0] as number;
  });
  const trials = times.map((time) => ({ time, least: leastTime(time) }));
  return trials.sort((a, b) => a.least - b.least)[0]?.time;
}

function leastTime(time: () => number): number {
  return Math.min(...Array.from({ length: TRIALS }, time));
}
