import { ConfigError, shown } from "@towerkit/core";
import type { EmbeddingTable } from "@towerkit/towers";
import type { OptimizerState } from "./optimizer.js";

/** What an optimizer keeps for each table, for as long as the table is there. */
export interface TableState<State> {
  /** What belongs to a table, made the first time that it is asked for. */
  (table: EmbeddingTable): State;
  /** Puts something in its place. */
  set(table: EmbeddingTable, state: State): void;
}

export function tableState<State>(create: (table: EmbeddingTable) => State): TableState<State> {
  const states = new WeakMap<EmbeddingTable, { readonly state: State }>();
  const set = (table: EmbeddingTable, state: State) => void states.set(table, { state });
  const of = (table: EmbeddingTable) => {
    if (!states.has(table)) set(table, create(table));
    return (states.get(table) as { readonly state: State }).state;
  };
  return Object.assign(of, { set });
}

/** One number for each number of a table, all of them `value` at first. */
export const numbersLike =
  (value: number) =>
  ({ data }: EmbeddingTable): Float32Array =>
    new Float32Array(data.length).fill(value);

/**
 * A copy of one part of a saved state: one number for each of a table's.
 * @throws ConfigError if it is not there or has another length.
 */
export function savedNumbers(
  table: EmbeddingTable,
  state: OptimizerState,
  name: string,
): Float32Array {
  const values = state[name];
  if (values instanceof Float32Array && values.length === table.data.length) return values.slice();
  throw new ConfigError(
    `the optimizer state of table "${table.name}" must hold "${name}", ${table.data.length} numbers, got ${
      values instanceof Float32Array ? `${values.length} numbers` : shown(values)
    }; it belongs to another optimizer or another table.`,
  );
}
