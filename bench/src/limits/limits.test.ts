import { describe, expect, it } from "vitest";
import { arithmeticLoop, CHAIN_COUNTS } from "./arithmetic.js";
import { bandwidthLoops } from "./bandwidth.js";

/** What the loop computes, in float32: every chain starts at its number and tends to 1. */
function expectedSum(chains: number, steps: number): number {
  const { fround } = Math;
  let sum = 0;
  for (let chain = 0; chain < chains; chain++) {
    let x = chain;
    for (let i = 0; i < steps; i++) x = fround(fround(x * fround(0.999)) + fround(0.001));
    sum = fround(sum + x);
  }
  return sum;
}

describe("arithmeticLoop", () => {
  it.each(CHAIN_COUNTS)("really multiplies and adds, in %i chains", (chains) => {
    const loop = arithmeticLoop(chains, { relaxed: false });
    expect(loop?.operations).toBe(8 * chains * 2 * 4);
    expect(loop?.run(5)).toBe(expectedSum(chains, 5 * 8));
  });

  it("comes with relaxed instructions too, or not at all", () => {
    const loop = arithmeticLoop(8, { relaxed: true });
    if (loop === undefined) expect(process.version).toMatch(/^v20/);
    else expect(loop.run(5)).toBeCloseTo(expectedSum(8, 5 * 8), 3);
  });
});

describe("bandwidthLoops", () => {
  it("reads every number once, and copies without changing what it copies", () => {
    const loops = bandwidthLoops(2 ** 18);
    // One lane of four sees a quarter of the ones.
    expect(loops.read()).toBe(2 ** 18 / 4 / 4);
    loops.copy();
    loops.copyAtOnce();
    expect(loops.read()).toBe(2 ** 18 / 4 / 4);
  });
});
