import { NumericError } from "@towerkit/core";
import type { Scratch } from "../../runtime/scratch.js";
import type { ClippyAdagradRowsInput, ClippyAdagradRowsResult } from "./input.js";

const { fround } = Math;

/**
 * One ClippyAdagrad step on some rows, every operation float32, in two phases.
 *
 * First, with `scale = 1 / sqrt(a + epsilon)` and `delta = (learningRate · g) · scale` for each value,
 * the factor is the least of 1 and `most / |delta|` over all values that move, where
 * `most = (absolute + |w|·variableRelative) + scale·accumulatorRelative`. Then `w −= delta · factor`.
 * The accumulator takes `g·g` before the first phase, or after it, or `(g·factor)` squared after it.
 *
 * The input must have been checked.
 *
 * @throws NumericError before anything is written where a delta is not finite.
 */
export function clippyAdagradRows(
  input: ClippyAdagradRowsInput,
  scratch: Scratch,
): ClippyAdagradRowsResult {
  const { table, accumulator, dim, rows, gradients } = input;
  const deltas = scratch.float32("clippy deltas", gradients.length);
  const clippingFactor = computeDeltas(input, deltas);
  const gradientFactor = gradientFactorOf(input, clippingFactor);
  for (let i = 0, from = 0; i < rows.length; i++) {
    const end = (rows[i] + 1) * dim;
    for (let to = rows[i] * dim; to < end; to++, from++) {
      const gradient = fround(gradients[from] * gradientFactor);
      accumulator[to] += fround(gradient * gradient);
      table[to] -= fround(deltas[from] * clippingFactor);
    }
  }
  return { clippingFactor };
}

/** By what the gradients are multiplied that the accumulator takes. */
export function gradientFactorOf(
  { accumulatorUpdate }: ClippyAdagradRowsInput,
  clippingFactor: number,
): number {
  return accumulatorUpdate === "clipped" ? clippingFactor : 1;
}

/** The first phase: writes each value's step before it is shrunk, and returns the factor. */
function computeDeltas(input: ClippyAdagradRowsInput, deltas: Float32Array): number {
  const { table, accumulator, dim, rows, gradients } = input;
  const learningRate = fround(input.learningRate);
  const epsilon = fround(input.epsilon);
  const ofWeight = fround(input.variableRelativeThreshold);
  const ofScale = fround(input.accumulatorRelativeThreshold);
  const absolute = fround(input.absoluteThreshold);
  const takesGradient = input.accumulatorUpdate === "before" ? 1 : 0;
  let least = 1;
  let probe = 0;
  for (let i = 0, from = 0; i < rows.length; i++) {
    const end = (rows[i] + 1) * dim;
    for (let to = rows[i] * dim; to < end; to++, from++) {
      const gradient = gradients[from];
      const square = fround(gradient * gradient);
      const sum = fround(accumulator[to] + takesGradient * square);
      const scale = fround(1 / fround(Math.sqrt(fround(sum + epsilon))));
      const delta = fround(fround(learningRate * gradient) * scale);
      deltas[from] = delta;
      probe += delta * 0;
      if (delta === 0) continue;
      const near = fround(absolute + fround(Math.abs(table[to]) * ofWeight));
      const factor = fround(fround(near + fround(scale * ofScale)) / Math.abs(delta));
      if (factor < least) least = factor;
    }
  }
  if (probe !== 0) refuseDeltas(input, deltas);
  return least;
}

function refuseDeltas({ dim, rows }: ClippyAdagradRowsInput, deltas: Float32Array): never {
  const at = deltas.findIndex((delta) => !Number.isFinite(delta));
  throw new NumericError(
    `the step of row ${rows[Math.floor(at / dim)]}, value ${at % dim}, is ${deltas[at]}: accumulator + epsilon must be above 0 and not so small that learningRate · gradient / √(accumulator + epsilon) overflows.`,
  );
}
