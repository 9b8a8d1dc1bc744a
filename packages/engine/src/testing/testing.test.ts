import type { Scalar } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { open } from "../../test/engines.js";
import { operationsOf } from "../../test/operations.js";
import type { TensorFlow } from "../index.js";
import { exactKernels, inexactKernels, recordKernels } from "./index.js";

let tensorflow: TensorFlow;
let tf: TensorFlow["tf"];

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
  tf = tensorflow.tf;
});

afterEach(() => {
  vi.restoreAllMocks();
});

const UNLIKE = [
  "acos",
  "acosh",
  "asin",
  "asinh",
  "atan",
  "atan2",
  "atanh",
  "cbrt",
  "cos",
  "cosh",
  "exp",
  "expm1",
  "hypot",
  "log",
  "log10",
  "log1p",
  "log2",
  "pow",
  "random",
  "sin",
  "sinh",
  "tan",
  "tanh",
] as const;

/** Makes every function of `Math` that engines compute differently one that must not be called. */
function forbidInexactMath(): void {
  for (const name of UNLIKE) {
    vi.spyOn(Math, name).mockImplementation(() => {
      throw new Error(`Math.${name} was called`);
    });
  }
}

/** A step of Adam, and what it left of a weight. */
function adamStep(tf: TensorFlow["tf"]): number {
  return tf.tidy(() => {
    const weight = tf.variable(tf.tensor1d([1, 2]));
    tf.train.adam(0.01).minimize(() => tf.sum(tf.square(weight)) as Scalar);
    const after = weight.dataSync()[0] as number;
    weight.dispose();
    return after;
  });
}

describe("exactKernels and inexactKernels", () => {
  it("have every kernel of the backend between them, and none in both", () => {
    const names = tf.getKernelsForBackend("towerkit").map(({ kernelName }) => kernelName);
    expect([...exactKernels, ...inexactKernels].sort()).toEqual(names.sort());
  });

  it("the exact ones call no function that engines compute differently, gradients included", () => {
    forbidInexactMath();
    const { result, counts } = recordKernels(tensorflow, () => {
      const sums = Object.values(operationsOf(tf)).map((operation) =>
        tf.tidy(() => {
          const x = tf.tensor2d([0.5, -1, 2, 0.25, -0.75, 1], [3, 2]);
          return tf
            .grad((given) => tf.sum(operation(given)))(x)
            .dataSync()[0];
        }),
      );
      return [...sums, adamStep(tf)];
    });
    expect(result.every((value) => Number.isFinite(value))).toBe(true);
    expect([...counts.keys()].filter((name) => !exactKernels.has(name))).toEqual([]);
    expect(counts.size).toBeGreaterThan(50);
  });

  it.each(["Cos", "Atan2", "TopK"])("%s is an inexact one for a reason", (name) => {
    forbidInexactMath();
    const run = () => {
      const x = tf.range(0, 1000);
      const inputs = { x, a: x, b: x };
      tf.engine().runKernel(name, inputs, { k: 10, sorted: true });
    };
    expect(inexactKernels).toContain(name);
    expect(() => tensorflow.run(run)).toThrow(/^Math\.\w+ was called$/);
  });
});

describe("recordKernels", () => {
  it("counts each kernel as often as it runs, and leaves the registry as it was", () => {
    const kernels = () =>
      new Map(tf.getKernelsForBackend("towerkit").map((own) => [own.kernelName, own]));
    const before = kernels();
    const { result, counts } = recordKernels(tensorflow, () =>
      tf.tidy(() => [...tf.relu(tf.add(tf.add([1], [2]), [-4])).dataSync()]),
    );
    expect(result).toEqual([0]);
    expect(counts).toEqual(
      new Map([
        ["Add", 2],
        ["Relu", 1],
      ]),
    );
    expect(kernels()).toEqual(before);
  });

  it("leaves the registry as it was where the function throws", () => {
    const before = tf.getKernel("Add", "towerkit");
    const failing = () =>
      recordKernels(tensorflow, () => {
        throw new Error("mine");
      });
    expect(failing).toThrow("mine");
    expect(tf.getKernel("Add", "towerkit")).toBe(before);
  });
});
