import { KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { RetrievalTask } from "@towerkit/tasks";
import { type EncodedInputs, RowNumbering, type Tower } from "@towerkit/towers";
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
  const { query, candidate, items, rows, task, optimizer, runtime } = parts;
  const queries = new TrainedSide(query, rows.queries, parts);
  const candidates = new TrainedSide(candidate, items, parts);
  const kept = {
    queryOfRow: new KeptArray(Int32Array),
    candidateOfRow: new KeptArray(Int32Array),
    samplingProbability: new KeptArray(Float64Array),
    rowWeights: new KeptArray(Float32Array),
  };
  const { samplingCorrection } = task.settings;
  const shareOfItem = Float64Array.from(rows.trainCounts, (count) => count / rows.count);

  return (batch) => {
    const size = batch.length;
    const queryOfRow = pick(rows.queryOfRow, batch, kept.queryOfRow.take(size));
    const candidateOfRow = pick(rows.candidateOfRow, batch, kept.candidateOfRow.take(size));
    const asked = queries.encode(queryOfRow);
    const chosen = candidates.encode(candidateOfRow);
    const { weights } = rows;
    const result = task.lossAndGradients(
      {
        queries: asked.embeddings,
        candidates: chosen.embeddings,
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
    queries.move(asked, optimizer);
    candidates.move(chosen, optimizer);
    return result;
  };
}

/** The distinct inputs of a batch, and room for their gradients. Good until the next batch. */
interface EncodedBatch {
  readonly distinct: Int32Array;
  /** `[batch]`: which of `distinct` each row has. */
  readonly slots: Int32Array;
  /** `[distinct, width]`. */
  readonly embeddings: Float32Array;
  readonly gradients: Float32Array;
}

/** A tower in training. */
class TrainedSide {
  readonly #tower: Tower;
  readonly #inputs: EncodedInputs;
  readonly #runtime: Runtime;
  readonly #numbering: RowNumbering;
  readonly #embeddings = new KeptArray(Float32Array);
  readonly #gradients = new KeptArray(Float32Array);

  constructor(tower: Tower, inputs: EncodedInputs, { runtime }: { readonly runtime: Runtime }) {
    this.#tower = tower;
    this.#inputs = inputs;
    this.#runtime = runtime;
    this.#numbering = new RowNumbering(inputs.rows);
  }

  /** @param inputOfRow - `[batch]`: the input of each row. */
  encode(inputOfRow: Int32Array): EncodedBatch {
    const { distinct, slots } = this.#numbering.number([inputOfRow]);
    const values = distinct.length * this.#tower.width;
    const options = { runtime: this.#runtime, out: this.#embeddings.take(values) };
    return {
      distinct,
      slots: slots[0],
      embeddings: this.#tower.encode(this.#inputs, distinct, options),
      gradients: this.#gradients.take(values),
    };
  }

  /** Sends gradients back through the tower, and moves the touched rows of its tables. */
  move({ distinct, gradients }: EncodedBatch, optimizer: Optimizer): void {
    const options = { runtime: this.#runtime };
    for (const gradient of this.#tower.backward(this.#inputs, distinct, gradients, options)) {
      optimizer.step(gradient, options);
    }
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
