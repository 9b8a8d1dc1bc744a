import { NumericError } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import { columnInverses, columnSlots, sharesProbabilities } from "../columns.js";
import type { RetrievalLossFunction } from "../losses/loss-function.js";
import { isRowLoss } from "../losses/resolve-loss.js";
import type { RowLoss } from "../row-losses/row-loss.js";
import { lossAtZero } from "../row-losses/score-gradients.js";
import { withCosines } from "../row-losses/sum-rows.js";
import { type EmbeddingGradients, type QueryScores, sumOverQueries } from "../score-blocks.js";
import type { RetrievalBatch, RetrievalLoss, RetrievalSettings } from "../types.js";
import { keepHardest } from "./hardest.js";
import { createRowColumns, type RowColumns } from "./row-columns.js";
import { addSoftmaxRow, chanceOfRow } from "./softmax-row.js";

/** Whether a batch asks for what distinct rows cannot answer, or kernels do not know. */
export function needsRowByRow(
  batch: RetrievalBatch,
  { hardNegatives, samplingCorrection }: RetrievalSettings,
  loss: RetrievalLossFunction,
): boolean {
  if (batch.scoreMask || batch.pairProbability || batch.rowNegatives) return true;
  if (isRowLoss(loss)) return hardNegatives !== undefined;
  if ((batch.heads ?? 1) > 1) return true;
  if (hardNegatives === undefined || !samplingCorrection || loss.columns !== "batch") return false;
  // Kernels rank a candidate's columns as one, so they must agree in p.
  return !sharesProbabilities(
    columnSlots(batch, loss.columns),
    columnInverses(batch, loss, samplingCorrection),
    batch.candidates.length / batch.dim,
  );
}

type Sums = Pick<RetrievalLoss, "loss" | "lossSum" | "weightSum" | "chanceSum">;

/**
 * The loss by its definition, row after row over all columns: the path for what differs from row to row,
 * such as masks and probabilities of pairs. It takes batch × columns steps, and memory that grows with the
 * columns.
 */
export function rowByRow(
  batch: RetrievalBatch,
  settings: RetrievalSettings,
  work: EmbeddingGradients & { readonly loss: RetrievalLossFunction; readonly runtime: Runtime },
): Sums {
  const { loss } = work;
  const rowsOfQuery = groupRows(batch);
  const weightSum = sumOf(batch.rowWeights ?? new Float64Array(batch.querySlots.length).fill(1));
  const scale = settings.reduction === "sum" ? 1 : weightSum > 0 ? 1 / weightSum : 0;
  const row = createRow(batch, settings, work);
  let lossSum = 0;
  let chanceSum = 0;
  const addQuery = (scored: QueryScores): number => {
    for (const at of rowsOfQuery[scored.query]) {
      const weight = batch.rowWeights?.[at] ?? 1;
      const sums = row(at, scored, scale * weight);
      lossSum += weight * sums.loss;
      chanceSum += weight * sums.chance;
    }
    return 0;
  };
  const heads = batch.heads ?? 1;
  const { dim } = batch;
  const run = (embeddings: Pick<RetrievalBatch, "queries" | "candidates">) =>
    sumOverQueries({ ...embeddings, dim, heads, temperature: settings.temperature }, work, {
      runtime: work.runtime,
      addQuery,
    });
  withCosines(batch, { usesCosines: isRowLoss(loss) && loss.usesCosines }, work, run);
  if (!Number.isFinite(lossSum)) {
    throw new NumericError(
      `the loss is ${lossSum}; the embeddings have grown too large. A lower learning rate or a higher temperature helps.`,
    );
  }
  return { loss: scale * lossSum, lossSum, weightSum, chanceSum };
}

type RowStep = (
  row: number,
  scored: QueryScores,
  weight: number,
) => { readonly loss: number; readonly chance: number };

function createRow(
  batch: RetrievalBatch,
  settings: RetrievalSettings,
  { loss, runtime }: { readonly loss: RetrievalLossFunction; readonly runtime: Runtime },
): RowStep {
  const { columns, fill } = createRowColumns(batch, settings, loss);
  const { hardNegatives } = settings;
  const addLoss = isRowLoss(loss)
    ? createRowLossStep(batch, { loss, runtime }, columns)
    : (row: number, { scores, gradients }: QueryScores, weight: number) =>
        addSoftmaxRow(columns, { own: batch.candidateSlots[row], weight, scores, gradients });
  return (row, scored, weight) => {
    fill(row);
    if (hardNegatives !== undefined) {
      keepHardest(columns, undefined, hardNegatives);
    }
    const chance = isRowLoss(loss)
      ? lossAtZero({ loss, runtime }, totalOf(columns), batch.catalogueSize)
      : chanceOfRow(columns);
    if (hardNegatives !== undefined) {
      fill(row);
      keepHardest(columns, scored.scores, hardNegatives);
    }
    return { loss: addLoss(row, scored, weight), chance };
  };
}

function createRowLossStep(
  batch: RetrievalBatch,
  { loss, runtime }: { readonly loss: RowLoss; readonly runtime: Runtime },
  columns: RowColumns,
) {
  const numCandidates = batch.candidates.length / batch.dim;
  const counts = new Float32Array(numCandidates);
  const slopes = new Float32Array(numCandidates);
  const { catalogueSize } = batch;
  const queryWeights = weighQueries(batch);
  return (row: number, { scores, gradients }: QueryScores, weight: number): number => {
    const own = batch.candidateSlots[row];
    counts.fill(0);
    for (let j = 0; j < columns.count; j++) counts[columns.slots[j]] += columns.inverses[j];
    const { loss: found, positiveGradient } = loss.compute(
      {
        positive: scores[own],
        scores,
        counts,
        total: totalOf(columns),
        queryWeight: queryWeights[batch.querySlots[row]],
        ...(catalogueSize !== undefined && { catalogueSize }),
      },
      slopes,
      runtime,
    );
    for (let c = 0; c < slopes.length; c++) gradients[c] += weight * slopes[c];
    gradients[own] += weight * positiveGradient;
    return found;
  };
}

function totalOf({ count, inverses }: RowColumns): number {
  let total = 0;
  for (let j = 0; j < count; j++) total += inverses[j];
  return total;
}

/** `[queries]`: Σ weight over each query's rows. */
function weighQueries({
  querySlots,
  rowWeights,
  queries,
  dim,
  heads = 1,
}: RetrievalBatch): Float64Array {
  const weights = new Float64Array(queries.length / (dim * heads));
  for (let row = 0; row < querySlots.length; row++) {
    weights[querySlots[row]] += rowWeights?.[row] ?? 1;
  }
  return weights;
}

/** The rows of each query, in their order. */
function groupRows({ querySlots, queries, dim, heads = 1 }: RetrievalBatch): number[][] {
  const groups: number[][] = Array.from({ length: queries.length / (dim * heads) }, () => []);
  querySlots.forEach((query, row) => {
    groups[query].push(row);
  });
  return groups;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
