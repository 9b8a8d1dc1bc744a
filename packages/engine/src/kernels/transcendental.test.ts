import type { Tensor } from "@tensorflow/tfjs-core";
import { expectAllClose } from "@towerkit/test-utils";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { cpuOf, open } from "../../test/engines.js";
import { resultsOn, type Tf, valuesOn } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
});

afterEach(() => {
  vi.restoreAllMocks();
});

interface Operation {
  readonly ours: (tf: Tf, x: Tensor) => Tensor;
  /** The definition, in float64. */
  readonly definition: (x: number) => number;
  /** Where the definition has a value. */
  readonly from?: number;
  readonly absolute?: number;
}

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const SELU = { scale: 1.0507009873554805, alpha: 1.6732632423543772 };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  exp: { ours: (tf, x) => tf.exp(x), definition: Math.exp },
  expm1: { ours: (tf, x) => tf.expm1(x), definition: Math.expm1 },
  log: { ours: (tf, x) => tf.log(x), definition: Math.log, from: 0, absolute: 1e-7 },
  log1p: { ours: (tf, x) => tf.log1p(x), definition: Math.log1p, from: -1 },
  tanh: { ours: (tf, x) => tf.tanh(x), definition: Math.tanh },
  sigmoid: { ours: (tf, x) => tf.sigmoid(x), definition: sigmoid },
  softplus: { ours: (tf, x) => tf.softplus(x), definition: softplus },
  logSigmoid: { ours: (tf, x) => tf.logSigmoid(x), definition: (x) => -softplus(-x) },
  elu: { ours: (tf, x) => tf.elu(x), definition: (x) => (x >= 0 ? x : Math.expm1(x)) },
  selu: {
    ours: (tf, x) => tf.selu(x),
    definition: (x) => SELU.scale * (x >= 0 ? x : SELU.alpha * Math.expm1(x)),
  },
  "pow, a third": {
    ours: (tf, x) => tf.pow(x, 1 / 3),
    definition: (x) => x ** Math.fround(1 / 3),
    from: 0,
  },
  "pow, of 2": { ours: (tf, x) => tf.pow(2, x), definition: (x) => 2 ** x },
};

/** Values of both signs up to 80, close together near 0. */
const points = Float32Array.from({ length: 6001 }, (_, i) => 80 * ((i - 3000) / 3000) ** 5);

describe("transcendental operations", () => {
  it.each(Object.keys(OPERATIONS))("%s is within 2e-7 of its definition, relatively", (name) => {
    const { ours, definition, from = -Infinity, absolute = 0 } = OPERATIONS[name] as Operation;
    const x = points.filter((value) => value > from);
    const values = valuesOn(tensorflow, (tf) => ours(tf, tf.tensor1d(x)));
    const expected = [...x].map((value) => Math.fround(definition(value)));
    expectAllClose(values, expected, { relative: 2.5e-7, absolute: absolute + 1e-37 });
  });

  it("erf is within 1.6e-7 of the true value, and relatively so near 0", () => {
    // Of Python's math.erf (3.11).
    const values = valuesOn(tensorflow, (tf) => tf.erf([1e-3, 0.5, 2, -0.5]));
    const expected = [0.0011283787909692365, 0.5204998778130465, 0.9953222650189527];
    expectAllClose(values.slice(0, 2), expected.slice(0, 2), { relative: 1e-7 });
    expectAllClose(values, [...expected, -0.5204998778130465], { absolute: 1.6e-7 });
  });

  it("knows the ends", () => {
    const ends = (operation: (tf: Tf, x: Tensor) => Tensor) =>
      valuesOn(tensorflow, (tf) => operation(tf, tf.tensor1d([-Infinity, Infinity, Number.NaN])));
    expect(ends((tf, x) => tf.exp(x))).toEqual([0, Infinity, Number.NaN]);
    expect(ends((tf, x) => tf.log(tf.abs(x)))).toEqual([Infinity, Infinity, Number.NaN]);
    expect(ends((tf, x) => tf.tanh(x))).toEqual([-1, 1, Number.NaN]);
    expect(ends((tf, x) => tf.sigmoid(x))).toEqual([0, 1, Number.NaN]);
    expect(ends((tf, x) => tf.softplus(x))).toEqual([0, Infinity, Number.NaN]);
    expect(ends((tf, x) => tf.elu(x))).toEqual([-1, Infinity, Number.NaN]);
    expect(valuesOn(tensorflow, (tf) => tf.log([0, -1]))).toEqual([-Infinity, Number.NaN]);
  });

  it("takes whole numbers as the cpu backend does", () => {
    const work = (tf: Tf) => [
      tf.pow(tf.tensor1d([3, 5], "int32"), tf.tensor1d([4, 13], "int32")),
      tf.exp(tf.tensor1d([0, 1], "int32")),
    ];
    expect(resultsOn(tensorflow, work)).toEqual(resultsOn(cpuOf(tensorflow), work));
  });
});

describe("softmax", () => {
  const work = (tf: Tf) => tf.softmax(tf.tensor2d([1, 2, 3, -Infinity, 0, 1000], [2, 3]));

  it("is the definition's, with infinities and large numbers", () => {
    const e = [1, 2, 3].map(Math.exp);
    const sum = e.reduce((total, value) => total + value);
    const [ours] = resultsOn(tensorflow, work);
    expect(ours?.shape).toEqual([2, 3]);
    expectAllClose(ours?.values ?? [], [...e.map((value) => value / sum), 0, 0, 1], {
      relative: 2e-7,
    });
  });

  it("rows sum to 1, and an empty tensor stays one", () => {
    const sums = (tf: Tf) => tf.sum(tf.softmax(tf.reshape(tf.range(-30, 30, 0.1), [3, 200])), 1);
    expectAllClose(valuesOn(tensorflow, sums), [1, 1, 1], { absolute: 1e-6 });
    expect(valuesOn(tensorflow, (tf) => tf.softmax(tf.zeros([0, 3])))).toEqual([]);
  });

  it("logSoftmax is its logarithm", () => {
    const [logarithms, values] = resultsOn(tensorflow, (tf) => {
      const x = tf.tensor2d([1, 2, 3, -4, 0, 9], [2, 3]);
      return [tf.logSoftmax(x), tf.log(tf.softmax(x))];
    });
    expectAllClose(logarithms?.values ?? [], values?.values ?? [], { absolute: 1e-6 });
  });
});
