import { describe, expect, it } from "vitest";
import { log } from "./log.js";
import { log1p32 } from "./log1p32.js";

/** Every 4001st float32 from 0 to 1. */
function* float32s(): Generator<number> {
  const word = new Uint32Array(1);
  const value = new Float32Array(word.buffer);
  for (let bits = 0; bits <= 0x3f800000; bits += 4001) {
    word[0] = bits;
    yield value[0];
  }
}

/** log(1 + x) in float64: the logarithm, corrected for what 1 + x loses (Kahan). */
function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (log(sum) * x) / (sum - 1);
}

describe("log1p32", () => {
  it("is within 1.2e-7 of the true logarithm, relatively, wherever that is a normal float32", () => {
    let worst = 0;
    for (const x of float32s()) {
      if (x < 1.2e-38) continue;
      const truth = log1p(x);
      worst = Math.max(worst, Math.abs(log1p32(x) - truth) / truth);
    }
    expect(worst).toBeLessThan(1.2e-7);
    expect(worst).toBeGreaterThan(1e-8);
  });

  it("returns float32 numbers, 0 for 0 and the smallest unchanged", () => {
    expect(log1p32(0)).toBe(0);
    expect(log1p32(2 ** -149)).toBe(2 ** -149);
    expect(log1p32(1e-20)).toBe(Math.fround(log1p32(1e-20)));
    expect(log1p32(1)).toBe(Math.fround(Math.LN2));
  });

  it("gives bits that are written down here", () => {
    // The vector kernel must give the same ones.
    expect(
      [1e-6, 0.01, 0.25, 0.5, 0.75].map((x) => log1p32(Math.fround(x))),
    ).toMatchInlineSnapshot(`
      [
        9.999995427278918e-7,
        0.00995033048093319,
        0.2231435477733612,
        0.40546509623527527,
        0.5596157908439636,
      ]
    `);
  });
});
