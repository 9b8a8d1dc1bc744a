import { log } from "../../math/log.js";
import type { InBatchSoftmax64Input } from "./in-batch-softmax-64.js";

/** A positive, and the query that it belongs to. */
export interface PositiveOfQuery {
  readonly positive: number;
  readonly query: number;
  /** `[numCandidates]`: the query's scores. */
  readonly scores: Float64Array;
}

/** Writes what each candidate's columns weigh in the Z of one positive, its own copy included. */
export function weighColumns(
  input: InBatchSoftmax64Input,
  of: PositiveOfQuery,
  weights: Float64Array,
): void {
  const { columnWeights, forbidden, removeAccidentalHits = false, hardNegatives } = input;
  const own = input.positiveCandidates[of.positive];
  const itemOf = (candidate: number) => input.itemIds?.[candidate] ?? candidate;
  const forbiddenItems = new Set(
    forbidden?.itemIds.subarray(forbidden.offsets[of.query], forbidden.offsets[of.query + 1]),
  );
  const isOut = (candidate: number) =>
    forbiddenItems.has(itemOf(candidate)) ||
    (removeAccidentalHits && itemOf(candidate) === itemOf(own));
  for (let c = 0; c < weights.length; c++) weights[c] = isOut(c) ? 0 : columnWeights[c];
  if (hardNegatives === undefined && !isOut(own)) return;
  if (hardNegatives !== undefined) keepHardest(input, { ...of, own }, weights);
  weights[own] += input.positiveInverseProbabilities?.[of.positive] ?? 0;
}

/** Keeps as many columns as count, less the own copy, from the highest score − log p down. */
function keepHardest(
  { columnWeights, hardNegatives }: InBatchSoftmax64Input,
  { own, scores }: { readonly own: number; readonly scores: Float64Array },
  weights: Float64Array,
): void {
  if (hardNegatives === undefined) return;
  const { count, columnCounts } = hardNegatives;
  const inverseOf = (candidate: number) => columnWeights[candidate] / columnCounts[candidate];
  const logits = scores.map((score, c) => (weights[c] === 0 ? 0 : score + log(inverseOf(c))));
  const candidates = [...weights.keys()].filter((c) => weights[c] > 0);
  candidates.sort((a, b) => logits[b] - logits[a] || a - b);
  let left = count;
  for (const candidate of candidates) {
    const there = columnCounts[candidate] - (candidate === own ? 1 : 0);
    const taken = Math.min(there, left);
    weights[candidate] = taken * inverseOf(candidate);
    left -= taken;
  }
}
