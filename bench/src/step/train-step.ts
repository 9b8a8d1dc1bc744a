import { KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Optimizer, RetrievalTask } from "towerkit";
import { distinctInputs, type EncodedInputs, RowNumbering, type Tower } from "towerkit";

/** One side of the rows to train on. */
export interface Side {
  readonly tower: Tower;
  /** `[rows]`: the id of each row. */
  readonly ids: Int32Array;
}

export interface TrainStepParts {
  readonly queries: Side;
  readonly candidates: Side;
  readonly task: RetrievalTask;
  readonly optimizer: Optimizer;
  readonly runtime: Runtime;
}

/**
 * Makes the step that `TwoTower.fit` takes, from the public parts that it is made of: trains on the
 * rows from `first` to `end` and gives back the sum of their losses.
 */
export function createTrainStep(parts: TrainStepParts): (first: number, end: number) => number {
  const { task, optimizer, runtime } = parts;
  const queries = new EncodedSide(parts.queries);
  const candidates = new EncodedSide(parts.candidates);
  return (first, end) => {
    const asked = queries.take(first, end, runtime);
    const chosen = candidates.take(first, end, runtime);
    const { lossSum } = task.lossAndGradients(
      {
        queries: asked.embeddings,
        candidates: chosen.embeddings,
        dim: queries.tower.width,
        querySlots: asked.slots,
        candidateSlots: chosen.slots,
      },
      { runtime, queryGradients: asked.gradients, candidateGradients: chosen.gradients },
    );
    queries.move(asked.distinct, asked.gradients, optimizer, runtime);
    candidates.move(chosen.distinct, chosen.gradients, optimizer, runtime);
    return lossSum;
  };
}

/** The rows' ids with each distinct one encoded once, as `fit` does it before training. */
class EncodedSide {
  readonly tower: Tower;
  readonly #inputs: EncodedInputs;
  readonly #inputOfRow: Int32Array;
  readonly #numbering: RowNumbering;
  readonly #embeddings = new KeptArray(Float32Array);
  readonly #gradients = new KeptArray(Float32Array);

  constructor({ tower, ids }: Side) {
    const { distinct, slotOfRow } = distinctInputs({ rows: ids.length, ids: [ids] });
    this.tower = tower;
    this.#inputs = distinct;
    this.#inputOfRow = slotOfRow;
    this.#numbering = new RowNumbering(distinct.rows);
  }

  /** The distinct inputs of some rows, their embeddings, room for gradients, and each row's slot. */
  take(first: number, end: number, runtime: Runtime) {
    const { distinct, slots } = this.#numbering.number([this.#inputOfRow.subarray(first, end)]);
    const values = distinct.length * this.tower.width;
    const out = this.#embeddings.take(values);
    const embeddings = this.tower.encode(this.#inputs, distinct, { runtime, out });
    const gradients = this.#gradients.take(values);
    return { distinct, embeddings, gradients, slots: slots[0] as Int32Array };
  }

  move(distinct: Int32Array, gradients: Float32Array, optimizer: Optimizer, runtime: Runtime) {
    for (const gradient of this.tower.backward(this.#inputs, distinct, gradients, { runtime })) {
      optimizer.step(gradient, { runtime });
    }
  }
}
