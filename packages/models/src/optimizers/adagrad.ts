import { checkAllPositive } from "./checks.js";
import type { Optimizer } from "./optimizer.js";
import { numbersLike, savedNumbers, tableState } from "./table-state.js";

/** Settings of {@link adagrad}. */
export interface AdagradOptions {
  /** What each accumulator starts from. Default 0.1, as in Keras. */
  readonly initialAccumulator?: number;
  /** Keeps the root away from 0; it stands inside the root, as in Keras. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adagrad: each weight's step shrinks with the squares of all its gradients so far
 * (Duchi, Hazan and Singer, 2011).
 *
 * A touched weight w with gradient g and accumulator a takes `a += g²`, then
 * `w -= learningRate · g / √(a + epsilon)`. Untouched rows keep their bits.
 *
 * @param learningRate - the length of a step before scaling; 0.1 suits in-batch softmax with a summed loss.
 * @throws ConfigError if the learning rate, the accumulator's start or epsilon is not above 0 and finite,
 * as a 32-bit float too.
 * @example
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1) });
 */
export function adagrad(learningRate: number, options: AdagradOptions = {}): Optimizer {
  const { initialAccumulator = 0.1, epsilon = 1e-7 } = options;
  checkAllPositive({ learningRate, initialAccumulator, epsilon });
  const accumulatorOf = tableState(numbersLike(initialAccumulator));
  return {
    name: "adagrad",
    step: ({ table, rows, values }, { runtime, learningRateFactor = 1 }) =>
      runtime.adagradRows({
        table: table.data,
        accumulator: accumulatorOf(table),
        dim: table.dim,
        rows,
        gradients: values,
        learningRate: learningRate * learningRateFactor,
        epsilon,
      }),
    stateOf: (table) => ({ accumulator: accumulatorOf(table) }),
    restoreState: (table, state) =>
      accumulatorOf.set(table, savedNumbers(table, state, "accumulator")),
    toJSON: () => ({ name: "adagrad", learningRate, initialAccumulator, epsilon }),
  };
}
