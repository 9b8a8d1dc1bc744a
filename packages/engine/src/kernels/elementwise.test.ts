import type { Tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { pairs, tensorOf } from "../../test/arbitraries.js";
import { cpuOf, open } from "../../test/engines.js";
import { resultsOn, type Tf, valuesOn } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;
let cpu: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
  cpu = cpuOf(tensorflow);
});

type Operation = (tf: Tf, a: Tensor, b: Tensor) => Tensor;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  add: (tf, a, b) => tf.add(a, b),
  sub: (tf, a, b) => tf.sub(a, b),
  mul: (tf, a, b) => tf.mul(a, b),
  div: (tf, a, b) => tf.div(a, b),
  squaredDifference: (tf, a, b) => tf.squaredDifference(a, b),
  maximum: (tf, a, b) => tf.maximum(a, b),
  minimum: (tf, a, b) => tf.minimum(a, b),
  prelu: (tf, a, b) => tf.prelu(a, b),
  equal: (tf, a, b) => tf.equal(a, b),
  notEqual: (tf, a, b) => tf.notEqual(a, b),
  greater: (tf, a, b) => tf.greater(a, b),
  greaterEqual: (tf, a, b) => tf.greaterEqual(a, b),
  less: (tf, a, b) => tf.less(a, b),
  lessEqual: (tf, a, b) => tf.lessEqual(a, b),
};

describe("operations on each pair of values", () => {
  it.each(Object.keys(OPERATIONS))("%s gives the cpu backend's bits, repeated or not", (name) => {
    const operation = OPERATIONS[name] as Operation;
    fc.assert(
      fc.property(pairs("any"), ([a, b]) => {
        const [ours, theirs] = [tensorflow, cpu].map((on) =>
          resultsOn(on, (tf) => operation(tf, tensorOf(tf, a), tensorOf(tf, b))),
        );
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 200 },
    );
  });

  it("walks rows, columns and single values of large tensors", () => {
    const sums = (shape: number[]) =>
      valuesOn(tensorflow, (tf) =>
        tf.add(tf.reshape(tf.range(0, 6000), [2, 1000, 3]), tf.ones(shape)),
      );
    const expected = Array.from({ length: 6000 }, (_, i) => i + 1);
    for (const shape of [[], [3], [1000, 1], [2, 1, 1], [2, 1000, 3]]) {
      expect(sums(shape)).toEqual(expected);
    }
  });

  it("leaves other types to the cpu backend", () => {
    const results = resultsOn(tensorflow, (tf) => [
      tf.add(tf.tensor1d([1, 2], "int32"), tf.tensor1d([3, 4], "int32")),
      tf.equal(tf.tensor1d(["a", "b"]), tf.tensor1d(["a", "c"])),
    ]);
    expect(results).toEqual([
      { shape: [2], dtype: "int32", values: [4, 6] },
      { shape: [2], dtype: "bool", values: [1, 0] },
    ]);
  });

  it("reads float32 tensors that lie in the array of another type", () => {
    const work = (tf: Tf) =>
      tf.mul(tf.cast(tf.tensor1d([true, false], "bool"), "float32"), [2.5, 3.5]);
    expect(valuesOn(tensorflow, work)).toEqual([2.5, 0]);
  });

  it("refuses shapes that do not fit, in TensorFlow.js's words", () => {
    const wrong = () => resultsOn(tensorflow, (tf) => tf.add([1, 2], [1, 2, 3]));
    expect(wrong).toThrow(/could not be broadcast together/);
  });
});
