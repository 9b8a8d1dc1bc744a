import { exp, log } from "@towerkit/kernels";
import type { RowColumns } from "./row-columns.js";

/** log Z − s − log(1/p) of one row, and its derivatives times `weight`, added to those of its query. */
export function addSoftmaxRow(
  { count, slots, inverses, ownInverse }: RowColumns,
  row: {
    readonly own: number;
    readonly weight: number;
    readonly scores: Float32Array;
    readonly gradients: Float32Array;
  },
): number {
  const { own, weight, scores, gradients } = row;
  let greatest = scores[own];
  for (let j = 0; j < count; j++) {
    if (inverses[j] > 0) greatest = Math.max(greatest, scores[slots[j]]);
  }
  let others = 0;
  for (let j = 0; j < count; j++) {
    if (inverses[j] > 0) others += inverses[j] * exp(scores[slots[j]] - greatest);
  }
  const z = others + ownInverse * exp(scores[own] - greatest);
  const share = weight / z;
  for (let j = 0; j < count; j++) {
    if (inverses[j] === 0) continue;
    gradients[slots[j]] += share * inverses[j] * exp(scores[slots[j]] - greatest);
  }
  gradients[own] -= share * others;
  return log(z) + greatest - scores[own] - log(ownInverse);
}

/** The same if all scores were equal. */
export function chanceOfRow({ count, inverses, ownInverse }: RowColumns): number {
  let total = ownInverse;
  for (let j = 0; j < count; j++) total += inverses[j];
  return log(total) - log(ownInverse);
}
