import type { NegativeColumns, RetrievalLossFunction } from "./losses/loss-function.js";
import type { RetrievalBatch } from "./types.js";

/** How many columns a batch has for a loss. */
export function countColumns(batch: RetrievalBatch, columns: NegativeColumns): number {
  if (columns === "catalogue") return batch.candidates.length / batch.dim;
  const extra = batch.extraSlots?.length ?? 0;
  return columns === "batch" ? batch.candidateSlots.length + extra : extra;
}

/** `[columns]`: the candidate that each column holds. */
export function columnSlots(batch: RetrievalBatch, columns: NegativeColumns): Int32Array {
  const slots = new Int32Array(countColumns(batch, columns));
  if (columns === "catalogue") return slots.map((_, candidate) => candidate);
  const extraFrom = columns === "batch" ? batch.candidateSlots.length : 0;
  if (columns === "batch") slots.set(batch.candidateSlots);
  if (batch.extraSlots !== undefined) slots.set(batch.extraSlots, extraFrom);
  return slots;
}

/** `[columns]`: 1/p of each, where p is not given for pairs. */
export function columnInverses(
  batch: RetrievalBatch,
  loss: RetrievalLossFunction,
  samplingCorrection: boolean,
): Float64Array {
  const inverses = new Float64Array(countColumns(batch, loss.columns)).fill(1);
  if (!samplingCorrection || batch.pairProbability !== undefined) return inverses;
  if (loss.columns === "drawn") return inverses.fill(drawnInverse(batch));
  const { samplingProbability, extraProbability } = batch;
  const extraFrom = batch.candidateSlots.length;
  for (let j = 0; j < inverses.length; j++) {
    const p = j < extraFrom ? samplingProbability?.[j] : extraProbability?.[j - extraFrom];
    inverses[j] = 1 / (p as number);
  }
  return inverses;
}

/** How many items of the catalogue each drawn column stands for. */
function drawnInverse({ catalogueSize, extraSlots }: RetrievalBatch): number {
  return (catalogueSize as number) / (extraSlots?.length as number);
}

/** `[candidates]`: how many columns hold each. */
export function countByCandidate(slots: Int32Array, numCandidates: number): Int32Array {
  const counts = new Int32Array(numCandidates);
  for (let j = 0; j < slots.length; j++) counts[slots[j]]++;
  return counts;
}

/** Whether all columns that hold a candidate have one probability. */
export function sharesProbabilities(
  slots: Int32Array,
  inverses: Float64Array,
  numCandidates: number,
): boolean {
  const first = new Float64Array(numCandidates);
  for (let j = 0; j < slots.length; j++) {
    if (first[slots[j]] === 0) first[slots[j]] = inverses[j];
    if (first[slots[j]] !== inverses[j]) return false;
  }
  return true;
}

/** The forbidden items of each query as candidates: those of query `q` are `offsets[q] … offsets[q + 1]`. */
export interface ForbiddenSlots {
  readonly offsets: Int32Array;
  readonly slots: Int32Array;
}

/** Finds the candidates that hold forbidden items, each once for a query. */
export function forbiddenSlots(batch: RetrievalBatch): ForbiddenSlots | undefined {
  const { forbidden, itemIds } = batch;
  if (forbidden === undefined) return undefined;
  const numCandidates = batch.candidates.length / batch.dim;
  const slotsOfItem = new Map<number, number[]>();
  for (let c = 0; c < numCandidates; c++) {
    const id = itemIds?.[c] ?? c;
    const known = slotsOfItem.get(id);
    if (known === undefined) slotsOfItem.set(id, [c]);
    else known.push(c);
  }
  const numQueries = forbidden.offsets.length - 1;
  const offsets = new Int32Array(numQueries + 1);
  const slots: number[] = [];
  // The last query that had the candidate forbidden, plus 1.
  const latest = new Int32Array(numCandidates);
  for (let query = 0; query < numQueries; query++) {
    for (let e = forbidden.offsets[query]; e < forbidden.offsets[query + 1]; e++) {
      for (const slot of slotsOfItem.get(forbidden.itemIds[e]) ?? []) {
        if (latest[slot] !== query + 1) slots.push(slot);
        latest[slot] = query + 1;
      }
    }
    offsets[query + 1] = slots.length;
  }
  return { offsets, slots: Int32Array.from(slots) };
}
