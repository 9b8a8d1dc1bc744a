import type { Tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { made, tensorOf } from "../../test/arbitraries.js";
import { cpuOf, open } from "../../test/engines.js";
import { resultsOn, type Tf } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;
let cpu: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
  cpu = cpuOf(tensorflow);
});

const OPERATIONS: Record<string, (tf: Tf, x: Tensor) => Tensor> = {
  abs: (tf, x) => tf.abs(x),
  clipByValue: (tf, x) => tf.clipByValue(x, -1, 2),
  leakyRelu: (tf, x) => tf.leakyRelu(x, 0.3),
  neg: (tf, x) => tf.neg(x),
  reciprocal: (tf, x) => tf.reciprocal(x),
  relu: (tf, x) => tf.relu(x),
  relu6: (tf, x) => tf.relu6(x),
  rsqrt: (tf, x) => tf.rsqrt(x),
  sign: (tf, x) => tf.sign(x),
  sqrt: (tf, x) => tf.sqrt(x),
  square: (tf, x) => tf.square(x),
  step: (tf, x) => tf.step(x, -0.25),
};

describe("operations on each value", () => {
  it.each(Object.keys(OPERATIONS))("%s gives the cpu backend's bits", (name) => {
    const operation = OPERATIONS[name] as (typeof OPERATIONS)[string];
    fc.assert(
      fc.property(
        fc.nat({ max: 12 }).chain((length) => made([length], "any")),
        (x) => {
          const [ours, theirs] = [tensorflow, cpu].map((on) =>
            resultsOn(on, (tf) => operation(tf, tensorOf(tf, x))),
          );
          expect(ours).toEqual(theirs);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("leaves whole numbers to the cpu backend", () => {
    const work = (tf: Tf) => [
      tf.relu(tf.tensor1d([-1, 2], "int32")),
      tf.neg(tf.scalar(3, "int32")),
    ];
    expect(resultsOn(tensorflow, work)).toEqual(resultsOn(cpu, work));
  });
});
