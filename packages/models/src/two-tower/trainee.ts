import { KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RetrievalBatch, RetrievalTask } from "@towerkit/tasks";
import {
  type EmbeddingTable,
  type EncodedInputs,
  GradientMerger,
  type LayerContext,
  RowNumbering,
  type SparseGradient,
  type Tower,
  type TowerPass,
} from "@towerkit/towers";
import type { TrainingRows } from "../data/training-rows.js";
import { createBatchColumns } from "../training/batch-columns.js";
import { pick } from "../training/pick.js";
import { createShownItems } from "../training/shown-items.js";
import type { StepPlace, StepSums, Trainee } from "../training/trainee.js";

/** What a step works on. */
export interface RetrievalParts {
  readonly query: Tower;
  readonly candidate: Tower;
  /** The encoded catalogue. */
  readonly items: EncodedInputs;
  readonly rows: TrainingRows;
  readonly task: RetrievalTask;
  /** What layers draw in training, and negatives, depend on it and on the step. */
  readonly seed: number;
  readonly runtime: Runtime;
}

/** One batch, taken forward. */
export interface BatchPass {
  readonly sums: StepSums;
  /** The gradients of all that the batch touched; a table may come more than once. */
  backward(): readonly SparseGradient[];
}

/** Takes a batch, given as `[batch]` row numbers, forward. */
export type BatchPasses = (batch: Int32Array, step: number, context: LayerContext) => BatchPass;

/** What learns, as the training loop sees it. */
export function createTrainee(
  {
    rows,
    seed,
    runtime,
  }: Pick<RetrievalParts, "seed" | "runtime"> & { readonly rows: Pick<TrainingRows, "count"> },
  owners: Owners,
  pass: BatchPasses,
): Trainee {
  const merger = new GradientMerger();
  return {
    rows: rows.count,
    tables: tablesOf(owners),
    gradients(batch, { step }: StepPlace) {
      const { sums, backward } = pass(batch, step, { runtime, training: { seed, step } });
      return { ...sums, gradients: merger.merge(backward(), runtime) };
    },
  };
}

/** What has something to learn: towers and heads, by name. */
export type Owners = Readonly<Record<string, Pick<Tower, "trainables">>>;

/** All that training moves, each once, under the name of the first owner that has it. */
export function tablesOf(owners: Owners): ReadonlyMap<string, EmbeddingTable> {
  const tables = new Map<string, EmbeddingTable>();
  const taken = new Set<EmbeddingTable>();
  for (const [owner, learner] of Object.entries(owners)) {
    for (const table of learner.trainables()) {
      if (taken.has(table)) continue;
      taken.add(table);
      tables.set(`${owner}/${table.name}`, table);
    }
  }
  return tables;
}

/** A batch whose queries and candidates were encoded. */
export interface EncodedBatch {
  readonly queryPass: TowerPass;
  readonly candidatePass: TowerPass;
  /** What the retrieval task is given. */
  readonly pairs: RetrievalBatch;
}

/**
 * Makes the function that encodes the distinct queries and candidates of a batch, given as `[batch]` row
 * numbers, drawn negatives among them.
 */
export function createBatchEncoder(
  parts: RetrievalParts,
): (batch: Int32Array, step: number, context: LayerContext) => EncodedBatch {
  const { query, candidate, items, rows, task, seed } = parts;
  const queryNumbering = new RowNumbering(rows.queries.rows);
  const columnsOf = createBatchColumns({ task, rows, catalogueSize: items.rows, seed });
  const shownOf = createShownItems(rows);
  const kept = {
    queryOfRow: new KeptArray(Int32Array),
    candidateOfRow: new KeptArray(Int32Array),
    rowWeights: new KeptArray(Float32Array),
  };

  return (batch, step, context) => {
    const size = batch.length;
    const queryOfRow = pick(rows.queryOfRow, batch, kept.queryOfRow.take(size));
    const candidateOfRow = pick(rows.candidateOfRow, batch, kept.candidateOfRow.take(size));
    const queries = queryNumbering.number([queryOfRow]);
    const { distinct, columns } = columnsOf(batch, candidateOfRow, step);
    const queryPass = query.forward(rows.queries, queries.distinct, context);
    const candidatePass = candidate.forward(items, distinct, context);
    const forbidden = context.training && shownOf?.(queries.distinct, context.training);
    const rowWeights = weigh(rows, batch, context.training, kept.rowWeights);
    return {
      queryPass,
      candidatePass,
      pairs: {
        queries: queryPass.output,
        candidates: candidatePass.output,
        dim: query.width,
        querySlots: queries.slots[0],
        ...columns,
        ...(rowWeights && { rowWeights }),
        ...(forbidden && { forbidden, itemIds: distinct }),
      },
    };
  };
}

/** Takes batches through two towers and a retrieval task. */
export function createRetrievalPasses(parts: RetrievalParts): BatchPasses {
  const { task, runtime } = parts;
  const encode = createBatchEncoder(parts);
  const kept = {
    queryGradients: new KeptArray(Float32Array),
    candidateGradients: new KeptArray(Float32Array),
  };
  return (batch, step, context) => {
    const { queryPass, candidatePass, pairs } = encode(batch, step, context);
    const gradients = {
      queryGradients: kept.queryGradients.take(queryPass.output.length),
      candidateGradients: kept.candidateGradients.take(candidatePass.output.length),
    };
    const sums: StepSums = task.lossAndGradients(pairs, { runtime, ...gradients });
    return {
      sums,
      backward: () => [
        ...queryPass.backward(gradients.queryGradients),
        ...candidatePass.backward(gradients.candidateGradients),
      ],
    };
  };
}

/** The weights of a batch's rows, 0 where the step does not hide what is to be guessed; undefined if all are 1. */
function weigh(
  { weights, targets }: TrainingRows,
  batch: Int32Array,
  training: LayerContext["training"],
  kept: KeptArray<Float32Array>,
): Float32Array | undefined {
  const isHiding = targets !== undefined && training !== undefined;
  if (weights === undefined && !isHiding) return undefined;
  const ofRows = kept.take(batch.length);
  if (weights === undefined) ofRows.fill(1);
  else pick(weights, batch, ofRows);
  if (isHiding) targets.weigh(batch, ofRows, training);
  return ofRows;
}
