import { checkInteger } from "@towerkit/core";
import { checkAllPositive, checkShares } from "./checks.js";
import type { Optimizer } from "./optimizer.js";
import { numbersLike, savedNumbers, tableState } from "./table-state.js";

/** Settings of {@link adam}. */
export interface AdamOptions {
  /** How slowly the running mean of gradients moves, from 0 to below 1. Default 0.9. */
  readonly beta1?: number;
  /** How slowly the running mean of squared gradients moves, from 0 to below 1. Default 0.999. */
  readonly beta2?: number;
  /** Keeps the root away from 0; it is added to the root, as in Keras. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adam: each weight's step is a running mean of its gradients over the root of that of their squares
 * (Kingma and Ba, 2015), for touched rows only ("lazy").
 *
 * A touched weight w with gradient g takes `m += (g − m)(1 − beta1)`, `v += (g² − v)(1 − beta2)`, then
 * `w -= rate · m / (√v + epsilon)` with `rate = learningRate · √(1 − beta2ⁿ) / (1 − beta1ⁿ)` at the
 * table's n-th step. An untouched row keeps its bits, where Keras's dense Adam would move it on.
 *
 * @param learningRate - about how far a weight moves in a step; 0.001 is Keras's.
 * @throws ConfigError if the learning rate or epsilon is not above 0 and finite, as a 32-bit float too,
 * or a beta is not from 0 to below 1.
 * @example
 * await model.fit(train, { candidates: movies, optimizer: adam(0.01) });
 */
export function adam(learningRate: number, options: AdamOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  checkAllPositive({ learningRate, epsilon });
  checkShares({ beta1, beta2 });
  const stateOf = tableState((table) => ({
    firstMoments: numbersLike(0)(table),
    secondMoments: numbersLike(0)(table),
    steps: 0,
  }));

  return {
    name: "adam",
    step({ table, rows, values }, { runtime, learningRateFactor = 1 }) {
      const state = stateOf(table);
      runtime.adamRows({
        table: table.data,
        firstMoments: state.firstMoments,
        secondMoments: state.secondMoments,
        dim: table.dim,
        rows,
        gradients: values,
        learningRate: learningRate * learningRateFactor,
        beta1,
        beta2,
        epsilon,
        step: state.steps + 1,
      });
      state.steps++;
    },
    stateOf: (table) => ({ ...stateOf(table) }),
    restoreState: (table, state) =>
      stateOf.set(table, {
        firstMoments: savedNumbers(table, state, "firstMoments"),
        secondMoments: savedNumbers(table, state, "secondMoments"),
        steps: checkInteger("steps", state["steps"], 0),
      }),
    toJSON: () => ({ name: "adam", learningRate, beta1, beta2, epsilon }),
  };
}
