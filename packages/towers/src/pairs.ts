import { defaultRuntime } from "@towerkit/kernels";
import type { EmbedOptions } from "./embed.js";
import type { Layer } from "./layers/layer.js";

/** The outputs of two towers for some pairs of a query and a candidate. */
export interface PairedEmbeddings {
  readonly queries: Float32Array;
  readonly candidates: Float32Array;
  /** How many numbers each of them has. */
  readonly dim: number;
  /** `[pairs]`: which of `queries`. */
  readonly querySlots: Int32Array;
  /** `[pairs]`: which of `candidates`. */
  readonly candidateSlots: Int32Array;
}

/** Pairs that go through a head at a time. */
const PAIRS_AT_A_TIME = 4096;

/**
 * What a head says of pairs: `[pairs, head.outputWidth]`.
 * @param head - takes `2 dim` numbers: the query's, then the candidate's.
 */
export async function predictPairs(
  head: Layer,
  pairs: PairedEmbeddings,
  options: EmbedOptions = {},
): Promise<Float32Array> {
  const runtime = options.runtime ?? (await defaultRuntime());
  const count = pairs.querySlots.length;
  const predictions = new Float32Array(count * head.outputWidth);
  for (let from = 0; from < count; from += PAIRS_AT_A_TIME) {
    const to = Math.min(from + PAIRS_AT_A_TIME, count);
    const { output } = head.forward(sideBySide(pairs, from, to), to - from, { runtime });
    predictions.set(output, from * head.outputWidth);
  }
  return predictions;
}

/** The embeddings of pairs `from` to before `to`, the query's first: `[to - from, 2 dim]`. */
export function sideBySide(
  { queries, candidates, dim, querySlots, candidateSlots }: PairedEmbeddings,
  from = 0,
  to = querySlots.length,
): Float32Array {
  const rows = new Float32Array((to - from) * 2 * dim);
  for (let pair = from, at = 0; pair < to; pair++, at += 2 * dim) {
    const query = querySlots[pair] * dim;
    const candidate = candidateSlots[pair] * dim;
    for (let d = 0; d < dim; d++) {
      rows[at + d] = queries[query + d];
      rows[at + dim + d] = candidates[candidate + d];
    }
  }
  return rows;
}
