import { ConfigError, shown } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Id } from "../id.js";
import { exactIndex } from "../indexes/exact-index.js";
import type { Index } from "../indexes/vector-index.js";

/** An index of the given items' vectors brought to length 1: its dot products are cosines. */
export async function cosineIndex(
  index: Index,
  ids: readonly Id[],
  runtime: Runtime | undefined,
): Promise<Index> {
  const { dim } = index;
  const vectors = new Float32Array(ids.length * dim);
  for (const [row, id] of ids.entries()) {
    vectors.set(toUnitLength(vectorOf(index, id)), row * dim);
  }
  const cosines = exactIndex({ dim, runtime });
  await cosines.add(ids, vectors);
  return cosines;
}

/** An item's vector, where the index must have it. */
export function vectorOf(index: Index, id: Id): Float32Array {
  const vector = index.vector(id);
  if (vector === undefined) {
    throw new ConfigError(`The index holds no vector of the item ${shown(id)}, which items lists.`);
  }
  return vector;
}

/** Scales a vector to length 1, in place. One of zeros has no direction, and stays as it is. */
function toUnitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) * (vector[i] as number);
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
  return vector;
}
