import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Made, made, tensorOf } from "../../test/arbitraries.js";
import { cpuOf, open } from "../../test/engines.js";
import { resultsOn, type Tf } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
});

interface Product {
  readonly a: Made;
  readonly b: Made;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const extent = fc.nat({ max: 6 });

/** Two stacks of matrices that can be multiplied, stored in any way. */
const products: fc.Arbitrary<Product> = fc
  .record({
    rows: extent,
    inner: extent,
    columns: extent,
    stack: fc.array(fc.nat({ max: 3 }), { maxLength: 2 }),
    isRepeated: fc.tuple(fc.boolean(), fc.boolean()),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  })
  .chain(({ rows, inner, columns, stack, isRepeated, transposeA, transposeB }) => {
    const stackOf = (isOne: boolean) => (isOne ? stack.map(() => 1) : stack);
    const left = transposeA ? [inner, rows] : [rows, inner];
    const right = transposeB ? [columns, inner] : [inner, columns];
    return fc.record({
      a: made([...stackOf(isRepeated[0]), ...left]),
      b: made([...stackOf(isRepeated[1]), ...right]),
      transposeA: fc.constant(transposeA),
      transposeB: fc.constant(transposeB),
    });
  });

const multiply =
  ({ a, b, transposeA, transposeB }: Product) =>
  (tf: Tf) =>
    tf.matMul(tensorOf(tf, a), tensorOf(tf, b), transposeA, transposeB);

/** One value of a product as its definition has it: a float32 sum in rising order. */
function plainValue({ a, b, transposeA, transposeB }: Product, place: readonly number[]): number {
  const [row, column] = place.slice(-2) as [number, number];
  const inner = a.shape.at(transposeA ? -2 : -1) as number;
  let sum = 0;
  for (let k = 0; k < inner; k++) {
    const left = at(a, [...place.slice(0, -2), ...(transposeA ? [k, row] : [row, k])]);
    const right = at(b, [...place.slice(0, -2), ...(transposeB ? [column, k] : [k, column])]);
    sum = Math.fround(sum + Math.fround(left * right));
  }
  return sum;
}

/** The value at a place, where an axis of 1 stands for all places along it. */
function at({ values, shape }: Made, place: readonly number[]): number {
  let index = 0;
  shape.forEach((own, axis) => {
    index = index * own + (own === 1 ? 0 : (place[axis] as number));
  });
  return values[index] as number;
}

function placesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (places, own) =>
      places.flatMap((place) => Array.from({ length: own }, (_, i) => [...place, i])),
    [[]],
  );
}

describe("matrix products", () => {
  it("are float32 sums in rising order, for stacks, repeated or not, stored in any way", () => {
    fc.assert(
      fc.property(products, (product) => {
        const [result] = resultsOn(tensorflow, multiply(product));
        const expected = placesOf(result?.shape ?? []).map((place) => plainValue(product, place));
        expect(result?.values).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("have the same bits in a stack of large ones as alone", () => {
    const wave = (size: number) =>
      Float32Array.from({ length: size }, (_, i) => (i % 89) / 50 - 0.9);
    for (const [transposeA, transposeB] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ] as const) {
      const [stack, first, second] = resultsOn(tensorflow, (tf) => {
        const a = tf.tensor3d(wave(2 * 24 * 24), [2, 24, 24]);
        const b = tf.tensor3d(wave(2 * 24 * 24).reverse(), [2, 24, 24]);
        const alone = [0, 1].map((i) =>
          tf.matMul(tf.gather(a, i), tf.gather(b, i), transposeA, transposeB),
        );
        return [tf.matMul(a, b, transposeA, transposeB), ...alone];
      });
      expect(stack?.values).toEqual([...(first?.values ?? []), ...(second?.values ?? [])]);
    }
  });

  it("are close to the cpu backend's", () => {
    const work = (tf: Tf) => {
      const wave = (size: number) =>
        Float32Array.from({ length: size }, (_, i) => (i % 89) / 50 - 0.9);
      return tf.matMul(tf.tensor2d(wave(70 * 90), [70, 90]), tf.tensor2d(wave(90 * 50), [90, 50]));
    };
    const [ours] = resultsOn(tensorflow, work);
    const [theirs] = resultsOn(cpuOf(tensorflow), work);
    expect(ours?.shape).toEqual([70, 50]);
    expectAllClose(ours?.values ?? [], theirs?.values ?? [], { ofLargest: 1e-6 });
  });

  it("of whole numbers are the cpu backend's", () => {
    const whole = (tf: Tf) =>
      tf.matMul(tf.tensor2d([1, 2], [1, 2], "int32"), tf.tensor2d([3, 4], [2, 1], "int32"));
    expect(resultsOn(tensorflow, whole)).toEqual([{ shape: [1, 1], dtype: "int32", values: [11] }]);
  });

  it("let infinities and what is not a number through", () => {
    const work = (tf: Tf) =>
      tf.matMul(
        [[Number.POSITIVE_INFINITY, 1]],
        [
          [1, 0],
          [1, Number.NaN],
        ],
      );
    expect(resultsOn(tensorflow, work)[0]?.values).toEqual([Number.POSITIVE_INFINITY, Number.NaN]);
  });
});
