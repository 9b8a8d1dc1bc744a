import { ConfigError } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../test/optimizers.js";
import { adam } from "./adam.js";

/** Kingma and Ba, 2015, algorithm 1, in float64 for one weight. */
function adamFormula(
  start: number,
  gradients: readonly number[],
  { rate, beta1, beta2, epsilon }: Record<"rate" | "beta1" | "beta2" | "epsilon", number>,
): number {
  let [w, m, v] = [start, 0, 0];
  gradients.forEach((g, i) => {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    const correction = Math.sqrt(1 - beta2 ** (i + 1)) / (1 - beta1 ** (i + 1));
    w -= (rate * correction * m) / (Math.sqrt(v) + epsilon);
  });
  return w;
}

describe("adam", () => {
  it("follows the formula of its paper, step after step", async () => {
    const runtime = await defaultRuntime();
    const anyGradient = fc.double({ min: -2, max: 2, noNaN: true }).map((g) => Math.fround(g));
    const anyBeta = fc.constantFrom(0, 0.5, 0.9, 0.99);
    fc.assert(
      fc.property(
        fc.array(anyGradient, { minLength: 1, maxLength: 20 }),
        anyBeta,
        anyBeta,
        (gradients, beta1, beta2) => {
          const settings = { beta1, beta2, epsilon: 1e-3 };
          const weights = tableOf([[1]]);
          const optimizer = adam(0.01, settings);
          for (const gradient of gradients) {
            optimizer.step(
              { table: weights, rows: Int32Array.of(0), values: Float32Array.of(gradient) },
              { runtime },
            );
          }
          const expected = adamFormula(1, gradients, { rate: 0.01, ...settings });
          expectAllClose(weights.data, [expected], { absolute: 1e-5 });
        },
      ),
      { numRuns: 100 },
    );
  });

  it("counts steps for each table", async () => {
    const runtime = await defaultRuntime();
    const [early, late] = [tableOf([[1]]), tableOf([[1]])];
    const optimizer = adam(0.1);
    const step = (table: typeof early) =>
      optimizer.step({ table, rows: Int32Array.of(0), values: Float32Array.of(1) }, { runtime });
    step(early);
    step(early);
    step(late);
    // A first step is as long as the learning rate, whatever the gradient.
    expect(late.data[0]).toBeCloseTo(0.9, 5);
  });

  it.each(["beta1", "beta2"])("refuses a %s that is not from 0 to below 1", (beta) => {
    for (const wrong of [-0.1, 1, 2, Number.NaN]) {
      expect(() => adam(0.1, { [beta]: wrong })).toThrow(ConfigError);
      expect(() => adam(0.1, { [beta]: wrong })).toThrow(beta);
    }
    expect(() => adam(0.1, { epsilon: 0 })).toThrow("epsilon");
  });
});
