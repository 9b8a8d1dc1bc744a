import type { Runtime } from "@towerkit/kernels";
import type { RetrievalTask } from "@towerkit/tasks";
import {
  type EncodedInputs,
  limitNorms,
  RowNumbering,
  type Tower,
  type TowerPass,
} from "@towerkit/towers";
import type { TrainingRows } from "../data/training-rows.js";
import type { Optimizer } from "../optimizers/optimizer.js";
import { createBatchColumns } from "./batch-columns.js";
import { pick } from "./pick.js";

/** What a step works on. */
export interface TrainStepParts {
  readonly query: Tower;
  readonly candidate: Tower;
  /** The encoded catalogue. */
  readonly items: EncodedInputs;
  readonly rows: TrainingRows;
  readonly task: RetrievalTask;
  readonly optimizer: Optimizer;
  /** What layers draw in training, and negatives, depend on it and on the step. */
  readonly seed: number;
  readonly runtime: Runtime;
}

/** The sums of one step, over its rows. */
export interface StepSums {
  readonly lossSum: number;
  readonly chanceSum: number;
  readonly weightSum: number;
}

/**
 * Makes the function that trains on one batch, given as `[batch]` row numbers: encode the distinct
 * queries and candidates, drawn negatives among them, take the task's loss and gradients, send them back through the towers, and
 * move the touched rows.
 */
export function createTrainStep(parts: TrainStepParts): (batch: Int32Array) => StepSums {
  const { query, candidate, items, rows, task, optimizer, seed, runtime } = parts;
  const queryNumbering = new RowNumbering(rows.queries.rows);
  const columnsOf = createBatchColumns({ task, rows, catalogueSize: items.rows, seed });

  const learn = (pass: TowerPass, gradients: Float32Array): void => {
    for (const gradient of pass.backward(gradients)) {
      optimizer.step(gradient, { runtime });
      limitNorms(gradient);
    }
  };

  let step = 0;
  return (batch) => {
    step++;
    const context = { runtime, training: { seed, step } };
    const size = batch.length;
    const queryOfRow = pick(rows.queryOfRow, batch, new Int32Array(size));
    const candidateOfRow = pick(rows.candidateOfRow, batch, new Int32Array(size));
    const queries = queryNumbering.number([queryOfRow]);
    const { distinct, columns } = columnsOf(batch, candidateOfRow, step);
    const queryPass = query.forward(rows.queries, queries.distinct, context);
    const candidatePass = candidate.forward(items, distinct, context);
    const { weights } = rows;
    const result = task.lossAndGradients(
      {
        queries: queryPass.output,
        candidates: candidatePass.output,
        dim: query.width,
        querySlots: queries.slots[0],
        ...columns,
        ...(weights && { rowWeights: pick(weights, batch, new Float32Array(size)) }),
      },
      { runtime },
    );
    learn(queryPass, result.queryGradients);
    learn(candidatePass, result.candidateGradients);
    return result;
  };
}
