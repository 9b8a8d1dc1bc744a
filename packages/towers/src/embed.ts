import type { TableLike } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import type { Tower } from "./tower.js";

/** What embedding raw values runs on. */
export interface EmbedOptions {
  /** Default: the shared runtime of this process. */
  readonly runtime?: Runtime | undefined;
}

/**
 * A tower's output for every row of a table, in the table's own row order: `[rows, width]`.
 * @throws ConfigError if a column is missing or holds a value that its encoder cannot read.
 */
export async function embedTable(
  tower: Tower,
  table: TableLike,
  { runtime }: EmbedOptions = {},
): Promise<Float32Array> {
  const { inputs } = tower.encodeColumns(table);
  return tower.encodeAll(inputs, { runtime: runtime ?? (await defaultRuntime()) });
}

/**
 * A tower's output for queries given as objects.
 * @returns `embeddings`: `[queries, width]`; `unknown`: for each query 1 where none of its ids is
 * known, else 0.
 * @throws ConfigError if an input is missing or of a type that its encoder cannot read.
 */
export async function embedQueries(
  tower: Tower,
  queries: readonly object[],
  { runtime }: EmbedOptions = {},
): Promise<{ readonly embeddings: Float32Array; readonly unknown: Uint8Array }> {
  const { inputs, unknown } = tower.encodeQueries(queries);
  const embeddings = tower.encodeAll(inputs, { runtime: runtime ?? (await defaultRuntime()) });
  return { embeddings, unknown };
}
