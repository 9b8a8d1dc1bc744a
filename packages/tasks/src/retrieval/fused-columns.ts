import type { InBatchSoftmaxInput } from "@towerkit/kernels";
import {
  columnInverses,
  columnSlots,
  countByCandidate,
  type ForbiddenSlots,
  forbiddenSlots,
} from "./columns.js";
import type { RetrievalLossFunction } from "./losses/loss-function.js";
import type { PreparedBatch } from "./prepare-batch.js";
import type { RetrievalBatch, RetrievalSettings } from "./types.js";
import type { Workspace } from "./workspace.js";

/**
 * Makes the weights of the batch's own columns, as prepared, those of the loss's columns: the extra ones
 * join them or stand in their place, or each candidate is a column.
 */
export function useColumns(
  { columnWeights }: PreparedBatch,
  batch: RetrievalBatch,
  { loss, samplingCorrection }: { loss: RetrievalLossFunction; samplingCorrection: boolean },
): void {
  const onlyItsRows = loss.columns === "batch" && batch.extraSlots === undefined;
  if (onlyItsRows) return;
  const slots = columnSlots(batch, loss.columns);
  const inverses = columnInverses(batch, loss, samplingCorrection);
  columnWeights.fill(0);
  for (let j = 0; j < slots.length; j++) columnWeights[slots[j]] += inverses[j];
}

type Negatives = Pick<
  InBatchSoftmaxInput,
  | "itemIds"
  | "removeAccidentalHits"
  | "forbidden"
  | "hardNegatives"
  | "positiveInverseProbabilities"
>;

/** What the kernel is told of which columns are negatives of which positives; undefined where all are. */
export function kernelNegatives(
  batch: RetrievalBatch,
  prepared: PreparedBatch,
  of: {
    readonly loss: RetrievalLossFunction;
    readonly settings: RetrievalSettings;
    readonly workspace: Workspace;
  },
): Negatives | undefined {
  const { loss, settings, workspace } = of;
  const { removeAccidentalHits, hardNegatives } = settings;
  const { forbidden, itemIds } = batch;
  if (!removeAccidentalHits && forbidden === undefined && hardNegatives === undefined) {
    return undefined;
  }
  const inverses = workspace.positiveInverses32.take(prepared.positiveInverses.length);
  inverses.set(prepared.positiveInverses);
  return {
    positiveInverseProbabilities: inverses,
    ...(removeAccidentalHits && { removeAccidentalHits }),
    ...(itemIds && { itemIds }),
    ...(forbidden && { forbidden }),
    ...(hardNegatives !== undefined && {
      hardNegatives: {
        count: hardNegatives,
        columnCounts: countByCandidate(
          columnSlots(batch, loss.columns),
          prepared.columnWeights.length,
        ),
      },
    }),
  };
}

/**
 * Σ weight × loss of all-equal scores where a positive does not stand against all columns but the
 * accidental hits, which `assembleLoss` knows. Of equal scores the least likely columns are the hardest.
 */
export function chanceAgainstSome(
  batch: RetrievalBatch,
  prepared: PreparedBatch,
  of: {
    readonly loss: RetrievalLossFunction;
    readonly settings: RetrievalSettings;
    readonly log: (x: number) => number;
  },
): number {
  const { loss, settings, log } = of;
  const { positiveOffsets, positiveCandidates, positiveWeights, positiveInverses } = prepared;
  const { columnWeights } = prepared;
  const counts = countByCandidate(columnSlots(batch, loss.columns), columnWeights.length);
  const inverseOf = Float64Array.from(columnWeights, (weight, c) =>
    counts[c] === 0 ? 0 : weight / counts[c],
  );
  const forbidden = forbiddenSlots(batch);
  if (settings.hardNegatives === undefined && !settings.removeAccidentalHits) {
    return chanceAgainstAllowed(prepared, forbidden, log);
  }
  const order = Array.from(inverseOf.keys()).filter((c) => counts[c] > 0);
  order.sort((a, b) => inverseOf[b] - inverseOf[a] || a - b);
  const itemOf = (candidate: number) => batch.itemIds?.[candidate] ?? candidate;
  const most = settings.hardNegatives ?? Infinity;
  // Columns of another probability than its candidate's are ranked on the path row by row.
  const holdsOwn = loss.columns !== "drawn";
  let sum = 0;
  for (let query = 0; query + 1 < positiveOffsets.length; query++) {
    const out = new Set(
      forbidden?.slots.subarray(forbidden.offsets[query], forbidden.offsets[query + 1]),
    );
    for (let p = positiveOffsets[query]; p < positiveOffsets[query + 1]; p++) {
      const own = positiveCandidates[p];
      let left = most;
      let total = positiveInverses[p];
      for (let k = 0; k < order.length && left > 0; k++) {
        const c = order[k];
        if (out.has(c) || (settings.removeAccidentalHits && itemOf(c) === itemOf(own))) continue;
        // Its own copy stands already; where p differs by row, so may a candidate's columns.
        const isOwn = holdsOwn && c === own;
        const taken = Math.min(left, counts[c] - (isOwn ? 1 : 0));
        total +=
          left === Infinity && isOwn
            ? columnWeights[c] - positiveInverses[p]
            : taken * inverseOf[c];
        left -= taken;
      }
      sum += positiveWeights[p] * (log(total) - log(positiveInverses[p]));
    }
  }
  return sum;
}

/** The same where each positive stands against all columns that its query is not forbidden. */
function chanceAgainstAllowed(
  { columnWeights, positiveOffsets, positiveCandidates, ...positives }: PreparedBatch,
  forbidden: ForbiddenSlots | undefined,
  log: (x: number) => number,
): number {
  const { positiveWeights, positiveInverses } = positives;
  let sum = 0;
  for (let query = 0; query + 1 < positiveOffsets.length; query++) {
    const allowed = columnWeights.slice();
    for (let e = forbidden?.offsets[query] ?? 0; e < (forbidden?.offsets[query + 1] ?? 0); e++) {
      allowed[(forbidden as ForbiddenSlots).slots[e]] = 0;
    }
    let total = 0;
    for (let c = 0; c < allowed.length; c++) total += allowed[c];
    for (let p = positiveOffsets[query]; p < positiveOffsets[query + 1]; p++) {
      // A positive's own column counts even where it is forbidden.
      const own = allowed[positiveCandidates[p]] === 0 ? positiveInverses[p] : 0;
      sum += positiveWeights[p] * (log(total + own) - log(positiveInverses[p]));
    }
  }
  return sum;
}
