import type { ListValues } from "./list-series.js";

/** What items are compared by. */
export interface ItemVectors {
  readonly dim: number;
  /** `[numCandidates, dim]` */
  readonly data: Float32Array;
}

/**
 * Intra-list diversity at k: the mean over all pairs of a list's first k of 1 − the cosine of their
 * vectors, 0 where there is no pair (Ziegler et al., WWW 2005; Zhang and Hurley, RecSys 2008). A vector
 * of zeros is at distance 1 from every other.
 *
 * With unit vectors the sum of all pairs' cosines is (|Σ v|² − Σ |v|²) ÷ 2, so that k items cost k steps.
 */
export function diversityMeter(cutoffs: readonly number[], vectors: ItemVectors): ListValues {
  const { dim } = vectors;
  const unit = unitVectors(vectors);
  const sum = new Float64Array(dim);
  const deepest = Math.max(...cutoffs);
  return (items, length, values) => {
    sum.fill(0);
    let squares = 0;
    for (let place = 0; place < Math.min(length, deepest); place++) {
      const from = items[place] * dim;
      for (let d = 0; d < dim; d++) {
        const value = unit[from + d];
        sum[d] += value;
        squares += value * value;
      }
      const count = place + 1;
      for (let i = 0; i < cutoffs.length; i++) {
        if (count !== Math.min(length, cutoffs[i] as number)) continue;
        values[i] = count < 2 ? 0 : 1 - (squaredLength(sum) - squares) / (count * (count - 1));
      }
    }
  };
}

/** In float64: a float32 unit vector has not quite the length 1. */
function unitVectors({ dim, data }: ItemVectors): Float64Array {
  const unit = Float64Array.from(data);
  for (let from = 0; from < unit.length; from += dim) {
    const vector = unit.subarray(from, from + dim);
    const length = Math.sqrt(squaredLength(vector));
    if (length > 0) for (let d = 0; d < dim; d++) vector[d] /= length;
  }
  return unit;
}

function squaredLength(vector: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < vector.length; d++) sum += vector[d] * vector[d];
  return sum;
}
