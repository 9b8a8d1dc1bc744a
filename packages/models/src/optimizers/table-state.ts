import type { EmbeddingTable } from "@towerkit/towers";

/** Returns what belongs to a table, made the first time that it is asked for. */
export type TableState<State> = (table: EmbeddingTable) => State;

/** Keeps something for each table, for as long as the table is there. */
export function tableState<State>(create: (table: EmbeddingTable) => State): TableState<State> {
  const states = new WeakMap<EmbeddingTable, { readonly state: State }>();
  return (table) => {
    let kept = states.get(table);
    if (kept === undefined) {
      kept = { state: create(table) };
      states.set(table, kept);
    }
    return kept.state;
  };
}

/** One number for each number of a table, all of them `value` at first. */
export const numbersLike =
  (value: number) =>
  ({ data }: EmbeddingTable): Float32Array =>
    new Float32Array(data.length).fill(value);
