import type { EmbeddingTable } from "@towerkit/towers";
import { checkAllPositive, checkShares } from "./checks.js";
import type { Optimizer } from "./optimizer.js";
import { numbersLike, savedNumbers, tableState } from "./table-state.js";

/** Settings of {@link sgd}. */
export interface SgdOptions {
  /** How much of a row's last velocity goes on into the next, from 0 to below 1. Default 0. */
  readonly momentum?: number;
}

/**
 * Stochastic gradient descent (Robbins and Monro, 1951), with Polyak's momentum (1964) where asked for.
 *
 * A touched weight w with gradient g takes `w -= learningRate · g`. With momentum it has a velocity v,
 * from 0, and takes `v = momentum · v + g`, then `w -= learningRate · v`: Keras's momentum, where the
 * learning rate stays what it is. The velocities of untouched rows wait with them.
 *
 * @param learningRate - the length of a step for a gradient of 1.
 * @throws ConfigError if the learning rate is not above 0 and finite, as a 32-bit float too, or momentum
 * is not from 0 to below 1.
 * @example
 * await model.fit(train, { candidates: movies, optimizer: sgd(0.05, { momentum: 0.9 }) });
 */
export function sgd(learningRate: number, options: SgdOptions = {}): Optimizer {
  const { momentum = 0 } = options;
  checkAllPositive({ learningRate });
  checkShares({ momentum });
  const velocitiesOf = tableState(numbersLike(0));

  return {
    name: "sgd",
    step({ table, rows, values }, { runtime, learningRateFactor = 1 }) {
      const velocities = momentum === 0 ? undefined : velocitiesOf(table);
      const gradients = velocities ? moved({ table, rows, values, momentum, velocities }) : values;
      // It refuses wrong rows and numbers, so the velocities are only written after it.
      runtime.sgdRows({
        table: table.data,
        dim: table.dim,
        rows,
        gradients,
        learningRate: learningRate * learningRateFactor,
      });
      if (velocities) writeRows(velocities, rows, gradients);
    },
    stateOf: (table) => (momentum === 0 ? {} : { velocities: velocitiesOf(table) }),
    restoreState(table, state) {
      if (momentum === 0) return;
      velocitiesOf.set(table, savedNumbers(table, state, "velocities"));
    },
    toJSON: () => ({ name: "sgd", learningRate, momentum }),
  };
}

/** The touched rows' next velocities: `[rows.length, dim]`. */
function moved(step: {
  readonly table: EmbeddingTable;
  readonly rows: Int32Array;
  readonly values: Float32Array;
  readonly momentum: number;
  readonly velocities: Float32Array;
}): Float32Array {
  const { table, rows, values, velocities } = step;
  const { dim } = table;
  const momentum = Math.fround(step.momentum);
  const next = new Float32Array(values.length);
  for (let i = 0, to = 0; i < rows.length; i++) {
    for (let from = rows[i] * dim; from < (rows[i] + 1) * dim; from++, to++) {
      next[to] = Math.fround(momentum * velocities[from]) + values[to];
    }
  }
  return next;
}

function writeRows(velocities: Float32Array, rows: Int32Array, values: Float32Array): void {
  const dim = values.length / rows.length;
  for (let i = 0; i < rows.length; i++) {
    velocities.set(values.subarray(i * dim, (i + 1) * dim), rows[i] * dim);
  }
}
