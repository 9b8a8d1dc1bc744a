import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { allGradients } from "../src/gradients/all-gradients.js";
import { type Given, type Operation, backThrough as through } from "./back-through.js";
import { open } from "./engines.js";
import type { Tf } from "./results.js";

const tensorflow = await open({ threads: 1 });
const backThrough = (f: Operation, x: Given, weights?: readonly number[]) =>
  through(tensorflow, f, { x, ...(weights && { weights }) });

/** Whole numbers from −5 to 5, so that sums of products are exact. */
const someNumbers = (count: number, salt: number): number[] =>
  Array.from({ length: count }, (_, i) => ((i * 37 + salt * 29 + 11) % 11) - 5);

const sizeOf = (shape: readonly number[]) => shape.reduce((size, extent) => size * extent, 1);
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

it("gradients belong to kernels that TensorFlow.js has", () => {
  const names = Object.keys(allGradients);
  expect(names.filter((name) => (tensorflow.tf as object)[name as never] !== name)).toEqual([]);
  expect(names.length).toBeGreaterThan(80);
});

/** A linear map L has the gradient Lᵀ: for all x and w, (L x) · w = x · (Lᵀ w). */
describe("what a linear operation gives back is its transpose", () => {
  const int = (tf: Tf, ...values: number[]) => tf.tensor1d(values, "int32");
  const operations: Record<string, [shape: number[], (tf: Tf, x: Tensor) => Tensor]> = {
    addN: [[2, 3], (tf, x) => tf.addN([x, tf.neg(x), x, x])],
    "broadcastTo along axes inside and outside": [
      [2, 1, 3],
      (tf, x) => tf.broadcastTo(x, [4, 2, 5, 3]),
    ],
    "cast of floats to floats": [[4], (tf, x) => tf.cast(x, "float32")],
    "concat along a middle axis": [
      [2, 3, 2],
      (tf, x) => tf.concat([x, tf.slice(x, [0, 1, 0], [2, 1, 2]), x], -2),
    ],
    cumsum: [[2, 4, 3], (tf, x) => tf.cumsum(x, 1)],
    "cumsum without oneself, from the end": [[2, 5], (tf, x) => tf.cumsum(x, 1, true, true)],
    expandDims: [[2, 3], (tf, x) => tf.expandDims(x, 1)],
    "gather of rows": [[4, 3], (tf, x) => tf.gather(x, int(tf, 1, 3, 1, 0, 1))],
    "gather along the last axis": [
      [2, 3, 4],
      (tf, x) =>
        tf.gather(
          x,
          tf.tensor2d(
            [
              [3, 0],
              [3, 1],
            ],
            [2, 2],
            "int32",
          ),
          2,
        ),
    ],
    "gather along a middle axis": [[2, 4, 3], (tf, x) => tf.gather(x, int(tf, 2, 2, 0), -2)],
    "gather within batches": [
      [2, 4, 3],
      (tf, x) =>
        tf.gather(
          x,
          tf.tensor2d(
            [
              [3, 0, 3],
              [1, 1, 2],
            ],
            [2, 3],
            "int32",
          ),
          1,
          1,
        ),
    ],
    "gather within batches along a later axis": [
      [2, 3, 4],
      (tf, x) =>
        tf.gather(
          x,
          tf.tensor2d(
            [
              [3, 0, 3],
              [1, 1, 2],
            ],
            [2, 3],
            "int32",
          ),
          2,
          1,
        ),
    ],
    "mean along an axis": [[4, 3], (tf, x) => tf.mul(tf.mean(x, 0), 4)],
    "mean of all, kept": [[4, 2], (tf, x) => tf.mean(x, null as never, true)],
    pad: [
      [2, 3],
      (tf, x) =>
        tf.pad(
          x,
          [
            [1, 0],
            [2, 3],
          ],
          7,
        ),
    ],
    reshape: [[2, 6], (tf, x) => tf.reshape(x, [3, 4])],
    reverse: [[2, 3, 2], (tf, x) => tf.reverse(x, [0, -1])],
    "slice to the end": [[3, 4], (tf, x) => tf.slice(x, [1, 2])],
    "slice from a number": [[5, 2], (tf, x) => tf.slice(x, 2, 2)],
    "split, of which one part is used": [[6, 2], (tf, x) => tf.split(x, [1, 2, 3])[1] as Tensor],
    stack: [[2, 3], (tf, x) => tf.stack([x, tf.neg(x)], 1)],
    "sum along the outer axes": [[2, 3, 4], (tf, x) => tf.sum(x, [0, -1])],
    "sum of all": [[2, 3], (tf, x) => tf.sum(x)],
    tile: [[2, 1, 3], (tf, x) => tf.tile(x, [2, 3, 2])],
    transpose: [[2, 3, 4], (tf, x) => tf.transpose(x, [2, 0, 1])],
    unsortedSegmentSum: [
      [5, 2],
      (tf, x) => tf.unsortedSegmentSum(x as Tensor2D, int(tf, 2, 0, -1, 2, 3), 4),
    ],
    "unsortedSegmentSum, of which segments past the last are no part": [
      [6, 2],
      (tf, x) => tf.unsortedSegmentSum(x as Tensor2D, int(tf, 4, 0, -1, 3, 9, 3), 4),
    ],
    unstack: [[3, 2], (tf, x) => tf.unstack(x, 1)[1] as Tensor],
    ...Object.fromEntries(
      [false, true].flatMap((first) =>
        [false, true].flatMap((second) => {
          const [left, right] = [first ? [3, 4] : [4, 3], second ? [5, 3] : [3, 5]];
          const other = (tf: Tf, shape: number[]) =>
            tf.tensor(someNumbers(sizeOf(shape), 3), shape);
          return [
            [
              `the left of matMul, ${first} and ${second}`,
              [
                [2, ...left],
                (tf: Tf, x: Tensor) => tf.matMul(x, other(tf, [2, ...right]), first, second),
              ],
            ],
            [
              `the right of matMul, repeated for each left, ${first} and ${second}`,
              [right, (tf: Tf, x: Tensor) => tf.matMul(other(tf, [2, ...left]), x, first, second)],
            ],
          ];
        }),
      ),
    ),
  };

  it.each(Object.entries(operations))("%s", (_, [shape, operation]) => {
    const x = { shape, values: someNumbers(sizeOf(shape), 1) };
    // Moved into place, as an operation may add a constant.
    const { y } = backThrough(operation, x);
    const { y: constant } = backThrough(operation, { shape, values: x.values.map(() => 0) });
    const linear = y.map((value, i) => value - (constant[i] as number));
    const weights = someNumbers(y.length, 2);
    const { dx, shape: dxShape } = backThrough(operation, x, weights);
    expect(dxShape).toEqual(shape);
    expect(dot(dx, x.values)).toBe(dot(linear, weights));
  });
});

describe("the gradient of", () => {
  it("a maximum goes to every value that is the greatest", () => {
    const values = [1, 4, 4, 2, 7, 0];
    const max = backThrough((tf, x) => tf.max(x, 1), { shape: [2, 3], values }, [2, 3]);
    expect(max.dx).toEqual([0, 2, 2, 0, 3, 0]);
    const min = backThrough((tf, x) => tf.min(x), { shape: [2, 3], values });
    expect(min.dx).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it("softmax is y (w − y · w)", () => {
    const values = [0.5, -1, 2, 0, 0.25, 1];
    const weights = [1, -2, 3, 0.5, 4, -1];
    const { y, dx } = backThrough((tf, x) => tf.softmax(x), { shape: [2, 3], values }, weights);
    const expected = y.map((value, i) => {
      const row = Math.floor(i / 3) * 3;
      const mean = dot(y.slice(row, row + 3), weights.slice(row, row + 3));
      return value * ((weights[i] as number) - mean);
    });
    expectAllClose(dx, expected, { ofLargest: 1e-6 });
  });

  it("batchNorm is that of its formula", () => {
    const parts = {
      x: { shape: [3, 2], values: [0.5, -1, 2, 0, 0.25, 1] },
      mean: { shape: [2], values: [0.3, -0.2] },
      variance: { shape: [2], values: [0.8, 1.7] },
      scale: { shape: [2], values: [1.5, -0.5] },
      offset: { shape: [2], values: [0.1, 0.2] },
    };
    type Values = Record<string, ArrayLike<number>>;
    const weights = [1, -2, 3, 0.5, 4, -1];
    const formula = ({ x, mean, variance, scale, offset }: Values) =>
      weights.reduce((sum, weight, i) => {
        const at = (part: ArrayLike<number> | undefined) => part?.[i % 2] as number;
        const normal = ((x?.[i] as number) - at(mean)) / Math.sqrt(at(variance) + 1e-3);
        return sum + weight * (normal * at(scale) + at(offset));
      }, 0);
    const values = Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, part.values]),
    );
    for (const [name, part] of Object.entries(parts)) {
      const { dx } = backThrough(
        (tf, given) => {
          const all = Object.fromEntries(
            Object.entries(parts).map(([key, { shape, values }]) => [
              key,
              tf.tensor(values, shape),
            ]),
          );
          const { x, mean, variance, offset, scale } = { ...all, [name]: given } as Record<
            string,
            Tensor1D
          >;
          return tf.batchNorm(x as never, mean as Tensor1D, variance as Tensor1D, offset, scale);
        },
        part,
        weights,
      );
      checkGradient({
        f: (moved) => formula({ ...values, [name]: moved }),
        point: Float64Array.from(part.values),
        gradient: dx,
        tolerance: 3e-6,
      });
    }
  });

  it("what is chosen or compared by a value is 0 for that value", () => {
    const { dx } = backThrough(
      (tf, x) => {
        const asNumber = (condition: Tensor) => tf.cast(condition, "float32");
        const chosen = tf.gather(tf.tensor1d([5, 6, 7]), tf.cast(x, "int32") as Tensor1D);
        return tf.addN([
          chosen,
          tf.mul(x, 2),
          asNumber(tf.sum(tf.oneHot(tf.cast(x, "int32"), 3), 1)),
          asNumber(tf.logicalAnd(tf.greater(x, 1), tf.lessEqual(x, 2))),
          asNumber(tf.logicalOr(tf.less(x, 1), tf.logicalNot(tf.notEqual(x, 0)))),
          asNumber(tf.logicalAnd(tf.equal(x, 1), tf.isFinite(x))),
          asNumber(tf.logicalOr(tf.isNaN(x), tf.isInf(x))),
          tf.mul(tf.ones([3]), tf.cast(tf.add(tf.argMax(x), tf.argMin(x)), "float32")),
          tf.where(tf.greaterEqual(x, 1), tf.ones([3]), tf.zeros([3])),
        ]);
      },
      { shape: [3], values: [0, 1, 2] },
    );
    expect(dx).toEqual([2, 2, 2]);
  });
});
