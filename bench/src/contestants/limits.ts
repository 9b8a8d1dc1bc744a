import { serve, timedRuns } from "../contest/serve.js";
import { type ArithmeticLoop, arithmeticLoop, CHAIN_COUNTS } from "../limits/arithmetic.js";
import { bandwidthLoops } from "../limits/bandwidth.js";
import type { Limit } from "../limits/limit.js";

const OPERATIONS = 2e8;
const BYTES = 2 ** 28;

/** What this processor can do at most in WebAssembly on one thread; `what` names the limit. */
await serve({
  async prepare() {
    const loops = (relaxed: boolean) =>
      CHAIN_COUNTS.flatMap((chains) => arithmeticLoop(chains, { relaxed }) ?? []);
    const memory = bandwidthLoops(BYTES);
    const limits: Record<Limit, (() => number) | undefined> = {
      "multiply, add": leastOf(loops(false)),
      "relaxed multiply-add": leastOf(loops(true)),
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

/** The least time over all numbers of chains, for one and the same number of operations. */
function leastOf(loops: readonly ArithmeticLoop[]): (() => number) | undefined {
  if (loops.length === 0) return undefined;
  return () =>
    Math.min(
      ...loops.map((loop) => {
        const turns = Math.round(OPERATIONS / loop.operations);
        return timedRuns(1, () => loop.run(turns))[0] as number;
      }),
    );
}
