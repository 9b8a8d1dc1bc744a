import { ConfigError, checkFinite, checkLength } from "@towerkit/core";
import { exp, log2 } from "@towerkit/kernels";
import { checkLists } from "../ranking/check-batch.js";

/** log(2), to raise 2 to the power of a label. */
const { LN2 } = Math;

/** Predictions beside what is true. */
export interface LabelledPredictions {
  /** `[rows]` */
  readonly predictions: Float32Array;
  /** `[rows]` */
  readonly labels: Float32Array;
}

/**
 * How good the order is that predictions put lists into: the mean over lists of
 * `Σ (2^label − 1) ÷ log₂(place + 2)`, places from 0, ÷ the same of the best order (Burges et al., 2005). Equal
 * predictions keep the rows' order. Lists without a label above 0 count for nothing.
 *
 * @param input - `listOffsets`: `[lists + 1]`, list l is the rows from `listOffsets[l]` to before the next.
 * @returns not a number where no list has a label above 0.
 * @throws ConfigError for lengths that disagree or lists that do not fit the rows, NumericError for a value
 * that is not finite.
 */
export function gradedNdcg({
  predictions,
  labels,
  listOffsets,
}: LabelledPredictions & { readonly listOffsets: Int32Array }): number {
  checkRows(predictions, labels);
  checkLists(listOffsets, labels.length);
  let sum = 0;
  let lists = 0;
  for (let list = 0; list + 1 < listOffsets.length; list++) {
    const [from, to] = [listOffsets[list], listOffsets[list + 1]];
    const gains = Array.from(labels.subarray(from, to), (label) => exp(label * LN2) - 1);
    const best = discounted([...gains].sort((a, b) => b - a));
    if (best <= 0) continue;
    const order = Array.from(gains.keys()).sort(
      (a, b) => predictions[from + b] - predictions[from + a],
    );
    sum += discounted(order.map((row) => gains[row])) / best;
    lists++;
  }
  return sum / lists;
}

const discounted = (gains: readonly number[]): number =>
  gains.reduce((sum, gain, place) => sum + gain / log2(place + 2), 0);

/**
 * The share of pairs of a row with label 1 and a row with label 0 of which the former has the greater
 * prediction; equal ones count half.
 * @returns not a number where all labels are alike.
 * @throws ConfigError for a label that is neither, or lengths that disagree. NumericError for a prediction
 * that is not finite.
 */
export function areaUnderCurve({ predictions, labels }: LabelledPredictions): number {
  checkRows(predictions, labels);
  const wrong = labels.findIndex((label) => label !== 0 && label !== 1);
  if (wrong >= 0) throw new ConfigError(`labels[${wrong}] is ${labels[wrong]}; it must be 0 or 1.`);
  const order = Array.from(labels.keys()).sort((a, b) => predictions[a] - predictions[b]);
  let [below, pairs] = [0, 0];
  for (let first = 0; first < order.length; ) {
    let last = first;
    let [ones, zeros] = [0, 0];
    for (; last < order.length && predictions[order[last]] === predictions[order[first]]; last++) {
      if (labels[order[last]] === 1) ones++;
      else zeros++;
    }
    pairs += ones * (below + zeros / 2);
    below += zeros;
    first = last;
  }
  return pairs / (below * (order.length - below));
}

function checkRows(predictions: Float32Array, labels: Float32Array): void {
  if (labels.length === 0) throw new ConfigError("labels is empty; there is no row to measure.");
  checkLength("predictions", predictions, labels.length);
  checkFinite("predictions", predictions);
  checkFinite("labels", labels);
}
