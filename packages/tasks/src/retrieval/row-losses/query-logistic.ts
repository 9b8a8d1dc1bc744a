import { KeptArray } from "@towerkit/core";
import { log, type Runtime } from "@towerkit/kernels";
import type { QueryRows } from "./query-rows.js";

/** How far scores may lie from the shift, for float32 powers of all of them to be good. */
const FURTHEST = 40;
/** A product of factors of at most 1 + e^80 stays finite if its logarithm is taken when it is so large. */
const LARGE = 1e200;

/**
 * Computes the powers of a query's scores, `exp(score − shift)`, 0 for columns that do not count; undefined
 * where a score or an own score lies too far from the shift.
 */
export function createPowers(): (
  rows: QueryRows,
  shift: number,
  runtime: Runtime,
) => Float64Array | undefined {
  const shifted = new KeptArray(Float32Array);
  const powers = new KeptArray(Float64Array);
  return ({ scores, counts, ownScores }, shift, runtime) => {
    if (!ownScores.every((own) => Math.abs(own - shift) <= FURTHEST)) return undefined;
    const values = shifted.take(scores.length);
    for (let j = 0; j < scores.length; j++) {
      const value = scores[j] - shift;
      if (!(value <= FURTHEST && value >= -FURTHEST)) return undefined;
      values[j] = value;
    }
    runtime.exp({ values, out: values });
    const found = powers.take(scores.length);
    for (let j = 0; j < scores.length; j++) found[j] = counts[j] === 0 ? 0 : values[j];
    return found;
  };
}

/** Half way between the least and the greatest of a query's scores, own ones included. */
export function middleOf(scores: Float32Array, ownScores: readonly number[]): number {
  let least = Infinity;
  let most = -Infinity;
  for (let j = 0; j < scores.length; j++) {
    least = Math.min(least, scores[j]);
    most = Math.max(most, scores[j]);
  }
  for (let row = 0; row < ownScores.length; row++) {
    least = Math.min(least, ownScores[row]);
    most = Math.max(most, ownScores[row]);
  }
  return (least + most) / 2;
}

/** What `sumLogistic` finds, kept from row to row. */
export interface LogisticSums {
  /** Σ count · log(1 + factor · power). */
  loss: number;
  /** Σ count · share. */
  shares: number;
}

/**
 * Sums log(1 + factor · power) and the shares factor · power ÷ (1 + factor · power), each times how often its
 * column counts, and adds scale · share (without the count) to the column's place in `slopes`. Logarithms of
 * columns that count alike are taken of their product, hundreds at a time.
 */
export function sumLogistic(
  { runEnds, runCounts }: QueryRows,
  powers: Float64Array,
  of: { readonly factor: number; readonly scale: number; readonly slopes: Float64Array },
  found: LogisticSums,
): void {
  const { factor, scale, slopes } = of;
  let loss = 0;
  let shares = 0;
  for (let run = 0; run < runCounts.length; run++) {
    const end = runEnds[run + 1];
    let product = 1;
    let logs = 0;
    let sum = 0;
    for (let j = runEnds[run]; j < end; j++) {
      const odds = factor * powers[j];
      const whole = 1 + odds;
      const share = odds / whole;
      product *= whole;
      if (product > LARGE) {
        logs += log(product);
        product = 1;
      }
      sum += share;
      slopes[j] += scale * share;
    }
    loss += runCounts[run] * (logs + log(product));
    shares += runCounts[run] * sum;
  }
  found.loss = loss;
  found.shares = shares;
}
