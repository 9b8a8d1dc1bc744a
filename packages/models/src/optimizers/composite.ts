import { ConfigError } from "@towerkit/core";
import type { EmbeddingTable } from "@towerkit/towers";
import type { Optimizer } from "./optimizer.js";
import { tableState } from "./table-state.js";

/** An optimizer of a {@link composite} and the tables that are its own. */
export interface OptimizerPart {
  readonly optimizer: Optimizer;
  /**
   * Whether a table is this optimizer's. An embedding table has the name of its feature, or of the
   * `table` that features share; a layer's parameter counts as a table of one row, such as
   * `"layers/1-dense/kernel"`.
   */
  readonly tables: (table: EmbeddingTable) => boolean;
}

/** A {@link composite} with its parts. */
export interface CompositeOptimizer extends Optimizer {
  /** In the order in which they were given. */
  readonly optimizers: readonly Optimizer[];
}

/**
 * Several optimizers, each for tables of its own: one for embeddings and another for layers, say. It does
 * what each would do alone.
 *
 * Its `toJSON` has the settings of its parts, and not which tables are theirs, which only code can say.
 *
 * @throws ConfigError if there is no part. The first step of a table throws it where none or several of
 * the parts take the table.
 * @example
 * const isLayer = (table: EmbeddingTable) => table.name.startsWith("layers/");
 * const optimizer = composite([
 *   { optimizer: adagrad(0.1), tables: (table) => !isLayer(table) },
 *   { optimizer: adam(0.001), tables: isLayer },
 * ]);
 */
export function composite(parts: readonly OptimizerPart[]): CompositeOptimizer {
  if (parts.length === 0) {
    throw new ConfigError("composite: there must be at least one optimizer.");
  }
  const optimizers = parts.map(({ optimizer }) => optimizer);
  const optimizerOf = tableState((table) => onlyOneFor(table, parts));

  return {
    name: "composite",
    optimizers,
    step: (gradient, options) => optimizerOf(gradient.table).step(gradient, options),
    stateOf: (table) => optimizerOf(table).stateOf(table),
    restoreState: (table, state) => optimizerOf(table).restoreState(table, state),
    toJSON: () => ({
      name: "composite",
      optimizers: optimizers.map((optimizer) => optimizer.toJSON()),
    }),
  };
}

function onlyOneFor(table: EmbeddingTable, parts: readonly OptimizerPart[]): Optimizer {
  const [first, second] = parts.filter(({ tables }) => tables(table));
  if (first === undefined) {
    throw new ConfigError(
      `composite: the table "${table.name}" is not handled by any optimizer; let one of them take it.`,
    );
  }
  if (second !== undefined) {
    throw new ConfigError(
      `composite: the table "${table.name}" is handled by ${first.optimizer.name} and by ${second.optimizer.name}; let only one of them take it.`,
    );
  }
  return first.optimizer;
}
