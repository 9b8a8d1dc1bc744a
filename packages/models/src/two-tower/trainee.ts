import { KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RetrievalTask } from "@towerkit/tasks";
import {
  type EmbeddingTable,
  type EncodedInputs,
  GradientMerger,
  type LayerContext,
  RowNumbering,
  type Tower,
} from "@towerkit/towers";
import type { TrainingRows } from "../data/training-rows.js";
import { createBatchColumns } from "../training/batch-columns.js";
import { pick } from "../training/pick.js";
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

/** Two towers and a retrieval task, as the training loop sees them. */
export function createRetrievalTrainee(parts: RetrievalParts): Trainee {
  const { query, candidate, rows, seed, runtime } = parts;
  const pass = createBatchPass(parts);
  const merger = new GradientMerger();
  return {
    rows: rows.count,
    tables: tablesOf({ query, candidate }),
    gradients(batch, { step }: StepPlace) {
      const { sums, backward } = pass(batch, step, { runtime, training: { seed, step } });
      return { ...sums, gradients: merger.merge(backward(), runtime) };
    },
  };
}

/** Makes the function that gives the loss of some rows as the towers are, without learning from it. */
export function createRetrievalLoss(
  parts: RetrievalParts,
): (batch: Int32Array, step: number) => StepSums {
  const pass = createBatchPass(parts);
  return (batch, step) => pass(batch, step, { runtime: parts.runtime }).sums;
}

/** All that training moves in some towers, each once, under the name of the first tower that has it. */
export function tablesOf(
  towers: Readonly<Record<string, Pick<Tower, "trainables">>>,
): ReadonlyMap<string, EmbeddingTable> {
  const tables = new Map<string, EmbeddingTable>();
  const taken = new Set<EmbeddingTable>();
  for (const [owner, tower] of Object.entries(towers)) {
    for (const table of tower.trainables()) {
      if (taken.has(table)) continue;
      taken.add(table);
      tables.set(`${owner}/${table.name}`, table);
    }
  }
  return tables;
}

/**
 * Makes the function that takes one batch, given as `[batch]` row numbers, forward: it encodes the distinct
 * queries and candidates, drawn negatives among them, and takes the task's loss and gradients; `backward`
 * sends these through the towers.
 */
function createBatchPass(parts: RetrievalParts) {
  const { query, candidate, items, rows, task, seed, runtime } = parts;
  const queryNumbering = new RowNumbering(rows.queries.rows);
  const columnsOf = createBatchColumns({ task, rows, catalogueSize: items.rows, seed });
  const kept = {
    queryOfRow: new KeptArray(Int32Array),
    candidateOfRow: new KeptArray(Int32Array),
    rowWeights: new KeptArray(Float32Array),
    queryGradients: new KeptArray(Float32Array),
    candidateGradients: new KeptArray(Float32Array),
  };

  return (batch: Int32Array, step: number, context: LayerContext) => {
    const size = batch.length;
    const queryOfRow = pick(rows.queryOfRow, batch, kept.queryOfRow.take(size));
    const candidateOfRow = pick(rows.candidateOfRow, batch, kept.candidateOfRow.take(size));
    const queries = queryNumbering.number([queryOfRow]);
    const { distinct, columns } = columnsOf(batch, candidateOfRow, step);
    const queryPass = query.forward(rows.queries, queries.distinct, context);
    const candidatePass = candidate.forward(items, distinct, context);
    const rowWeights = weigh(rows, batch, context.training, kept.rowWeights);
    const gradients = {
      queryGradients: kept.queryGradients.take(queryPass.output.length),
      candidateGradients: kept.candidateGradients.take(candidatePass.output.length),
    };
    const sums: StepSums = task.lossAndGradients(
      {
        queries: queryPass.output,
        candidates: candidatePass.output,
        dim: query.width,
        querySlots: queries.slots[0],
        ...columns,
        ...(rowWeights && { rowWeights }),
      },
      { runtime, ...gradients },
    );
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
