import type { EmbeddingTable } from "@towerkit/towers";

/** A table of these rows. */
export const tableOf = (rows: readonly (readonly number[])[]): EmbeddingTable => ({
  name: "toy",
  rows: rows.length,
  dim: rows[0]?.length ?? 1,
  data: Float32Array.from(rows.flat()),
});
