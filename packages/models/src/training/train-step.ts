import { KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RetrievalTask } from "@towerkit/tasks";
import {
  type EncodedInputs,
  GradientMerger,
  type LayerContext,
  limitNorms,
  RowNumbering,
  type SparseGradient,
  type Tower,
  type TowerPass,
} from "@towerkit/towers";
import type { TrainingRows } from "../data/training-rows.js";
import type { Optimizer } from "../optimizers/optimizer.js";

/** What a step works on. */
export interface TrainStepParts {
  readonly query: Tower;
  readonly candidate: Tower;
  /** The encoded catalogue. */
  readonly items: EncodedInputs;
  readonly rows: TrainingRows;
  readonly task: RetrievalTask;
  readonly optimizer: Optimizer;
  /** What layers draw in training depends on it and on the step. */
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
 * queries and candidates, take the task's loss and gradients, send them back through the towers, and
 * move the touched rows.
 */
export function createTrainStep(parts: TrainStepParts): (batch: Int32Array) => StepSums {
  const { query, candidate, items, rows, task, optimizer, seed, runtime } = parts;
  const queries = new TrainedSide(query, rows.queries);
  const candidates = new TrainedSide(candidate, items);
  const kept = {
    queryOfRow: new KeptArray(Int32Array),
    candidateOfRow: new KeptArray(Int32Array),
    samplingProbability: new KeptArray(Float64Array),
    rowWeights: new KeptArray(Float32Array),
  };
  const { samplingCorrection } = task.settings;
  const shareOfItem = Float64Array.from(rows.trainCounts, (count) => count / rows.count);

  const merger = new GradientMerger();
  const learn = (gradients: readonly SparseGradient[]): void => {
    for (const gradient of merger.merge(gradients, runtime)) {
      optimizer.step(gradient, { runtime });
      limitNorms(gradient);
    }
  };

  let step = 0;
  return (batch) => {
    step++;
    const context = { runtime, training: { seed, step } };
    const size = batch.length;
    const queryOfRow = pick(rows.queryOfRow, batch, kept.queryOfRow.take(size));
    const candidateOfRow = pick(rows.candidateOfRow, batch, kept.candidateOfRow.take(size));
    const asked = queries.forward(queryOfRow, context);
    const chosen = candidates.forward(candidateOfRow, context);
    const { weights } = rows;
    const result = task.lossAndGradients(
      {
        queries: asked.pass.output,
        candidates: chosen.pass.output,
        dim: query.width,
        querySlots: asked.slots,
        candidateSlots: chosen.slots,
        ...(samplingCorrection && {
          samplingProbability: pick(
            shareOfItem,
            candidateOfRow,
            kept.samplingProbability.take(size),
          ),
        }),
        ...(weights && { rowWeights: pick(weights, batch, kept.rowWeights.take(size)) }),
      },
      { runtime, queryGradients: asked.gradients, candidateGradients: chosen.gradients },
    );
    learn([...asked.pass.backward(asked.gradients), ...chosen.pass.backward(chosen.gradients)]);
    return result;
  };
}

/** The distinct rows of a batch, on their way through a tower. */
interface BatchPass {
  readonly pass: TowerPass;
  /** `[batch]`: which of the distinct rows each row is. */
  readonly slots: Int32Array;
  /** `[distinct, width]`: where the gradients of the output go. */
  readonly gradients: Float32Array;
}

/** A tower in training. */
class TrainedSide {
  readonly #tower: Tower;
  readonly #inputs: EncodedInputs;
  readonly #numbering: RowNumbering;
  readonly #gradients = new KeptArray(Float32Array);

  constructor(tower: Tower, inputs: EncodedInputs) {
    this.#tower = tower;
    this.#inputs = inputs;
    this.#numbering = new RowNumbering(inputs.rows);
  }

  /** @param inputOfRow - `[batch]`: the input of each row. */
  forward(inputOfRow: Int32Array, context: LayerContext): BatchPass {
    const { distinct, slots } = this.#numbering.number([inputOfRow]);
    const pass = this.#tower.forward(this.#inputs, distinct, context);
    return { pass, slots: slots[0], gradients: this.#gradients.take(pass.output.length) };
  }
}

/** `out[i] = values[at[i]]` */
function pick<A extends Int32Array | Float32Array | Float64Array>(
  values: A,
  at: Int32Array,
  out: A,
): A {
  for (let i = 0; i < at.length; i++) out[i] = values[at[i]];
  return out;
}
