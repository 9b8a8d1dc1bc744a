import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { made, shapes, tensorOf } from "../../test/arbitraries.js";
import { cpuOf, open } from "../../test/engines.js";
import { resultsOn, type Tf, valuesOn } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;
let cpu: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
  cpu = cpuOf(tensorflow);
});

/** A tensor without an empty axis, and some of its axes. */
const reduced = shapes({ min: 1 })
  .map((shape) => shape.map((extent) => extent + 1))
  .chain((shape) =>
    fc.record({
      x: made(shape),
      axes: fc.subarray(
        shape.map((_, axis) => axis),
        { minLength: 1 },
      ),
      keepDims: fc.boolean(),
    }),
  );

describe("reductions", () => {
  it.each(["sum", "max", "min"] as const)("%s gives the cpu backend's bits", (operation) => {
    fc.assert(
      fc.property(reduced, ({ x, axes, keepDims }) => {
        const [ours, theirs] = [tensorflow, cpu].map((on) =>
          resultsOn(on, (tf) => tf[operation](tensorOf(tf, x), axes, keepDims)),
        );
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  });

  it("a mean is the float64 sum over the count, rounded once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }).chain((length) => made([length])),
        (x) => {
          const mean = x.values.reduce((sum, value) => sum + value, 0) / x.values.length;
          const ours = valuesOn(tensorflow, (tf) => tf.mean(tensorOf(tf, x)));
          expect(ours).toEqual([Math.fround(mean)]);
        },
      ),
    );
  });

  it("keeps what a float32 sum would lose", () => {
    const x = new Float32Array(20_001).fill(1e-4);
    x[0] = 16_777_216;
    expect(valuesOn(tensorflow, (tf) => tf.sum(x))).toEqual([16_777_218]);
    expect(valuesOn(tensorflow, (tf) => tf.mean([16_777_216, 1, 1, 2]))).toEqual([4_194_305]);
  });

  it("sums nothing to 0, and knows negative axes", () => {
    const work = (tf: Tf) => [
      tf.sum(tf.zeros([2, 0]), 1),
      tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2]), -1),
      tf.max(tf.tensor2d([1, 2, 3, 4], [2, 2]), -2),
    ];
    expect(resultsOn(tensorflow, work).map(({ values }) => values)).toEqual([
      [0, 0],
      [3, 7],
      [3, 4],
    ]);
  });

  it("leaves whole numbers to the cpu backend, and refuses axes that are not there", () => {
    const whole = (tf: Tf) => tf.sum(tf.tensor1d([1, 2], "int32"));
    expect(resultsOn(tensorflow, whole)).toEqual([{ shape: [], dtype: "int32", values: [3] }]);
    expect(() => valuesOn(tensorflow, (tf) => tf.sum([1, 2], 1))).toThrow(/axis/);
  });
});
