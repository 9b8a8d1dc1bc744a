import { KeptArray } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Optimizer, RetrievalTask } from "towerkit";
import {
  distinctInputs,
  type EncodedInputs,
  RowNumbering,
  type Tower,
  type TowerPass,
} from "towerkit";

/** One side of the rows to train on. */
export interface Side {
  readonly tower: Tower;
  /** What the tower reads of each row, encoded. */
  readonly inputs: EncodedInputs;
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
        queries: asked.pass.output,
        candidates: chosen.pass.output,
        dim: queries.tower.width,
        querySlots: asked.slots,
        candidateSlots: chosen.slots,
      },
      { runtime, queryGradients: asked.gradients, candidateGradients: chosen.gradients },
    );
    move(asked.pass, asked.gradients, optimizer, runtime);
    move(chosen.pass, chosen.gradients, optimizer, runtime);
    return lossSum;
  };
}

/** The rows' inputs with each distinct one once, as `fit` does it before training. */
class EncodedSide {
  readonly tower: Tower;
  readonly #inputs: EncodedInputs;
  readonly #inputOfRow: Int32Array;
  readonly #numbering: RowNumbering;
  readonly #gradients = new KeptArray(Float32Array);

  constructor({ tower, inputs }: Side) {
    const { distinct, slotOfRow } = distinctInputs(inputs);
    this.tower = tower;
    this.#inputs = distinct;
    this.#inputOfRow = slotOfRow;
    this.#numbering = new RowNumbering(distinct.rows);
  }

  /** A pass of the distinct inputs of some rows, room for gradients, and each row's slot. */
  take(first: number, end: number, runtime: Runtime) {
    const { distinct, slots } = this.#numbering.number([this.#inputOfRow.subarray(first, end)]);
    const pass = this.tower.forward(this.#inputs, distinct, { runtime });
    const gradients = this.#gradients.take(pass.output.length);
    return { pass, gradients, slots: slots[0] as Int32Array };
  }
}

function move(pass: TowerPass, gradients: Float32Array, optimizer: Optimizer, runtime: Runtime) {
  for (const gradient of pass.backward(gradients)) optimizer.step(gradient, { runtime });
}
