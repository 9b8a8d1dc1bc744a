import type { Tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import type { Tf } from "./results.js";

/** A float32 tensor that is not made yet. */
export interface Made {
  readonly shape: number[];
  readonly values: Float32Array;
}

/** Makes it, on the current backend. */
export function tensorOf(tf: Tf, { values, shape }: Made): Tensor {
  return tf.tensor(values.slice(), shape, "float32");
}

/** Ordinary numbers, small whole ones among them, so that sums cancel and values are equal. */
const ordinary = fc.oneof(
  fc.float({ min: -8, max: 8, noNaN: true }),
  fc.integer({ min: -2, max: 2 }),
);

/** Ordinary numbers, and all that a float32 can be. */
const any = fc.oneof(ordinary, fc.float());

export type Numbers = "ordinary" | "any";

/** A tensor of a given shape. */
export function made(shape: number[], numbers: Numbers = "ordinary"): fc.Arbitrary<Made> {
  const length = shape.reduce((size, extent) => size * extent, 1);
  const value = numbers === "any" ? any : ordinary;
  return fc
    .array(value, { minLength: length, maxLength: length })
    .map((values) => ({ shape, values: Float32Array.from(values) }));
}

/** A shape with extents from 0 on, as an empty tensor is a tensor, too. */
export function shapes({ min = 0, max = 4 } = {}): fc.Arbitrary<number[]> {
  return fc.array(fc.nat({ max: 4 }), { minLength: min, maxLength: max });
}

/** A tensor of any such shape. */
export function tensors(range: { min?: number; max?: number } = {}): fc.Arbitrary<Made> {
  return shapes(range).chain((shape) => made(shape));
}

/** Two tensors that can be repeated to a common shape. */
export function pairs(numbers: Numbers = "ordinary"): fc.Arbitrary<[Made, Made]> {
  return shapes().chain((shape) =>
    fc.tuple(repeatable(shape, numbers), repeatable(shape, numbers)),
  );
}

/** A tensor that can be repeated to a shape: some axes are 1, some of the first are missing. */
function repeatable(shape: number[], numbers: Numbers): fc.Arbitrary<Made> {
  const ones = fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length });
  return fc
    .tuple(ones, fc.nat({ max: shape.length }))
    .chain(([isOne, missing]) =>
      made(shape.map((extent, axis) => (isOne[axis] ? 1 : extent)).slice(missing), numbers),
    );
}
