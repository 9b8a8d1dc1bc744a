import type { KernelMemory } from "../../machine/memory.js";
import { padded } from "../../machine/padded-rows.js";
import type { Int8Vectors } from "./vectors.js";

/** How many words of four bytes a query takes in memory: its values at 16 bits, and its scale. */
export function queryWords(dim: number): number {
  return padded(dim) / 2 + 1;
}

/** Where the scales of queries lie that lie at a position. */
export function queryScalesAt(at: number, numQueries: number, dim: number): number {
  return at + numQueries * padded(dim) * 2;
}

/** Writes queries `first … end`: their values widened and filled up with zeros, then their scales. */
export function writeQueries(
  memory: KernelMemory,
  { queries, queryScales, dim }: Int8Vectors,
  { at, first, end }: { at: number; first: number; end: number },
): void {
  const width = padded(dim);
  const values = memory.shorts(at, (end - first) * width).fill(0);
  for (let q = first; q < end; q++) {
    values.set(queries.subarray(q * dim, (q + 1) * dim), (q - first) * width);
  }
  const scalesAt = queryScalesAt(at, end - first, dim);
  memory.floats(scalesAt, end - first).set(queryScales.subarray(first, end));
}
