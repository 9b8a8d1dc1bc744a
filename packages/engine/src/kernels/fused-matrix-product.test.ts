import type { Tensor2D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { open } from "../../test/engines.js";
import { resultsOn, type Tf, valuesOn } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
});

const inputs = (tf: Tf) => ({
  a: tf.tensor2d([1, -2, 3, 0.5, -1, 2], [2, 3]),
  b: tf.tensor2d([0.5, -1, 2, 1, -3, 0.25], [3, 2]),
});

const ACTIVATIONS = {
  linear: (_: Tf, x: Tensor2D) => x,
  relu: (tf: Tf, x: Tensor2D) => tf.relu(x),
  relu6: (tf: Tf, x: Tensor2D) => tf.relu6(x),
  elu: (tf: Tf, x: Tensor2D) => tf.elu(x),
  sigmoid: (tf: Tf, x: Tensor2D) => tf.sigmoid(x),
  leakyrelu: (tf: Tf, x: Tensor2D) => tf.leakyRelu(x, 0.3),
  prelu: (tf: Tf, x: Tensor2D) => tf.prelu(x, tf.tensor2d([0.1, 0.2], [1, 2])),
} as const;

type Activation = keyof typeof ACTIVATIONS;

describe("fused matrix products", () => {
  it.each(Object.keys(ACTIVATIONS) as Activation[])(
    "with %s give the bits of the steps",
    (name) => {
      const fused = (tf: Tf) =>
        tf.fused.matMul({
          ...inputs(tf),
          bias: tf.tensor1d([10, 0.75]),
          activation: name,
          leakyreluAlpha: 0.3,
          ...(name === "prelu" && { preluActivationWeights: tf.tensor1d([0.1, 0.2]) }),
        });
      const steps = (tf: Tf) => {
        const { a, b } = inputs(tf);
        return ACTIVATIONS[name](tf, tf.add(tf.matMul(a, b), tf.tensor1d([10, 0.75])));
      };
      const values = valuesOn(tensorflow, fused);
      expect(values).toEqual(valuesOn(tensorflow, steps));
      expect(new Set(values).size).toBeGreaterThan(1);
    },
  );

  it("take a bias of any shape that repeats, or none", () => {
    for (const shape of [[], [1, 2], [2, 1], [2, 2]]) {
      const bias = (tf: Tf) => tf.fill(shape, 7);
      const fused = (tf: Tf) => tf.fused.matMul({ ...inputs(tf), bias: bias(tf) });
      const steps = (tf: Tf) => tf.add(tf.matMul(inputs(tf).a, inputs(tf).b), 7);
      expect(resultsOn(tensorflow, fused)).toEqual(resultsOn(tensorflow, steps));
    }
    const bare = (tf: Tf) => tf.fused.matMul({ ...inputs(tf), transposeB: false });
    expect(valuesOn(tensorflow, bare)).toEqual([-12.5, -2.25, -7.75, -1]);
  });

  it("of whole numbers are the cpu backend's", () => {
    const whole = (tf: Tf) =>
      tf.fused.matMul({
        a: tf.tensor2d([1, 2], [1, 2], "int32"),
        b: tf.tensor2d([3, 4], [2, 1], "int32"),
        bias: tf.tensor1d([-20], "int32"),
        activation: "relu",
      });
    expect(resultsOn(tensorflow, whole)).toEqual([{ shape: [1, 1], dtype: "int32", values: [0] }]);
  });
});
