import { createGenerator } from "@towerkit/core";
import type { Id } from "../id.js";
import type { Index, IndexMatches, IndexQueryOptions } from "../indexes/vector-index.js";

/** Items in the order they were put in. */
export interface ToyItems {
  readonly dim: number;
  readonly ids: readonly Id[];
  readonly vectors: Float32Array;
}

/**
 * Vectors of whole numbers from -3 to 3: few enough that many scores tie, and small enough that
 * every order of summation gives the same float32.
 */
export function toyVectors(count: number, dim: number, purpose: string): Float32Array {
  const generator = createGenerator(1, "conformance", purpose, count, dim);
  return Float32Array.from({ length: count * dim }, () => generator.below(7) - 3);
}

/** Ids 0, "0", 1, "1" and so on: numbers and strings that look alike are different ids. */
export function toyIds(count: number): Id[] {
  return Array.from({ length: count }, (_, i) => (i % 2 === 0 ? i / 2 : String((i - 1) / 2)));
}

export function toyItems(count: number, dim: number): ToyItems {
  return { dim, ids: toyIds(count), vectors: toyVectors(count, dim, "items") };
}

/** The answer by the plainest way: score everything, sort everything, cut. */
export function fullSort(
  { dim, ids, vectors }: ToyItems,
  queries: Float32Array,
  { k, exclude, only }: IndexQueryOptions,
): IndexMatches {
  const answer: IndexMatches = { ids: [], scores: [] };
  for (let q = 0; q < queries.length / dim; q++) {
    const scored = ids.map((id, row) => {
      let score = 0;
      for (let d = 0; d < dim; d++) {
        score += (queries[q * dim + d] as number) * (vectors[row * dim + d] as number);
      }
      return { id, score };
    });
    const best = scored
      .filter(({ id }) => !exclude?.[q]?.includes(id) && (only?.includes(id) ?? true))
      .sort((a, b) => b.score - a.score)
      .slice(0, k);
    answer.ids.push(best.map(({ id }) => id));
    answer.scores.push(Float32Array.from(best, ({ score }) => score));
  }
  return answer;
}

/** Fills an index with items. */
export async function filled(index: Index, { ids, vectors }: ToyItems): Promise<Index> {
  await index.add(ids, vectors);
  return index;
}
