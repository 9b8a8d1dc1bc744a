import { checkOneOf } from "@towerkit/core";
import type { EmbeddingTable } from "@towerkit/towers";
import { checkAllPositive, checkNoneNegative } from "./checks.js";
import type { Optimizer } from "./optimizer.js";
import { numbersLike, savedNumbers, tableState } from "./table-state.js";

const ACCUMULATOR_UPDATES = ["after", "before", "clipped"] as const;

/** Settings of {@link clippyAdagrad}; defaults are those of TensorFlow Recommenders. */
export interface ClippyAdagradOptions {
  /** What each accumulator starts from, from 0. Default 0.1. */
  readonly initialAccumulator?: number;
  /** From 0; stands inside the root. Default 1e-7. */
  readonly epsilon?: number;
  /** From 0: how far a weight may move in a step, as a share of its own size. Default 0.1. */
  readonly variableRelativeThreshold?: number;
  /** From 0: how much further, as a share of 1 / √accumulator. Default 0. */
  readonly accumulatorRelativeThreshold?: number;
  /** From 0: and how much further in any case. Default 1e-7. */
  readonly absoluteThreshold?: number;
  /**
   * What the accumulator takes, and when: `"after"` the step the square of the gradient, `"before"` the
   * step the same, as plain Adagrad has it, or after it the square of the `"clipped"` gradient. Default
   * `"after"`.
   */
  readonly accumulatorUpdate?: (typeof ACCUMULATOR_UPDATES)[number];
}

/** {@link clippyAdagrad} with what it measures. */
export interface ClippyAdagrad extends Optimizer {
  /** By what the table's last step was multiplied, from 0 to 1; undefined before its first. */
  clippingFactor(table: EmbeddingTable): number | undefined;
}

/**
 * Adagrad that shrinks a table's whole step where any weight would move too far for its own size
 * (Tang and others, "Improving Training Stability for Multitask Ranking Models in Recommender
 * Systems", KDD 2023).
 *
 * With `scale = 1 / √(a + epsilon)` and `delta = learningRate · g · scale`, all touched weights of a
 * table take `w -= factor · delta`, where factor is the least of 1 and
 * `(absoluteThreshold + |w| · variableRelativeThreshold + scale · accumulatorRelativeThreshold) / |delta|`
 * over those that move.
 *
 * @param learningRate - the length of a step before scaling and clipping; 0.001 is TFRS's.
 * @throws ConfigError if the learning rate is not above 0 and finite, a threshold, epsilon or the
 * accumulator's start is below 0, or `accumulatorUpdate` is none of the three. A step throws NumericError
 * where accumulator + epsilon are 0 for a weight that is to move.
 * @example
 * const optimizer = clippyAdagrad(0.1);
 * await model.fit(train, { candidates: movies, optimizer });
 */
export function clippyAdagrad(
  learningRate: number,
  options: ClippyAdagradOptions = {},
): ClippyAdagrad {
  const {
    initialAccumulator = 0.1,
    epsilon = 1e-7,
    variableRelativeThreshold = 0.1,
    accumulatorRelativeThreshold = 0,
    absoluteThreshold = 1e-7,
  } = options;
  const thresholds = { variableRelativeThreshold, accumulatorRelativeThreshold, absoluteThreshold };
  checkAllPositive({ learningRate });
  checkNoneNegative({ initialAccumulator, epsilon, ...thresholds });
  const accumulatorUpdate = checkOneOf(
    "accumulatorUpdate",
    options.accumulatorUpdate ?? "after",
    ACCUMULATOR_UPDATES,
  );
  const accumulatorOf = tableState(numbersLike(initialAccumulator));
  const factors = new WeakMap<EmbeddingTable, number>();

  return {
    name: "clippyAdagrad",
    step({ table, rows, values }, { runtime, learningRateFactor = 1 }) {
      const { clippingFactor } = runtime.clippyAdagradRows({
        table: table.data,
        accumulator: accumulatorOf(table),
        dim: table.dim,
        rows,
        gradients: values,
        learningRate: learningRate * learningRateFactor,
        epsilon,
        ...thresholds,
        accumulatorUpdate,
      });
      factors.set(table, clippingFactor);
    },
    stateOf: (table) => ({ accumulator: accumulatorOf(table) }),
    restoreState: (table, state) =>
      accumulatorOf.set(table, savedNumbers(table, state, "accumulator")),
    clippingFactor: (table) => factors.get(table),
    toJSON: () => ({
      name: "clippyAdagrad",
      learningRate,
      initialAccumulator,
      epsilon,
      ...thresholds,
      accumulatorUpdate,
    }),
  };
}
