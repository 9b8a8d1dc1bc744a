import type { KernelMemory } from "../../machine/memory.js";
import { placeOf, rowsOf } from "../../runtime/resident-matrix.js";
import type { Int8Vectors } from "./vectors.js";

/** Vectors are read this much further than they reach. */
const BEYOND = 16;

/** How many bytes so many candidates need in scratch memory: those that do not lie in memory anyway. */
export function candidateBytes(
  { candidates, candidateScales, dim }: Int8Vectors,
  count: number,
): number {
  const rows = placeOf(candidates) === undefined ? count * dim + BEYOND : 0;
  return rows + (placeOf(candidateScales) === undefined ? count * 4 + BEYOND : 0);
}

/** Sees to it that candidates `first … end` lie in memory, and says where. */
export function placeCandidates(
  memory: KernelMemory,
  { candidates, candidateScales, dim }: Int8Vectors,
  { at, first, end }: { at: number; first: number; end: number },
): { rows: number; scales: number } {
  const [rowsAt, scalesAt] = [placeOf(candidates), placeOf(candidateScales)];
  let rows = at;
  if (scalesAt === undefined) {
    memory.floats(at, end - first).set(rowsOf(candidateScales).subarray(first, end));
    rows = at + (end - first) * 4 + BEYOND;
  }
  if (rowsAt === undefined) {
    const part = rowsOf(candidates).subarray(first * dim, end * dim);
    memory.bytesAt(rows, part.length).set(part);
  }
  return {
    rows: rowsAt === undefined ? rows : rowsAt + first * dim,
    scales: scalesAt === undefined ? at : scalesAt + first * 4,
  };
}
