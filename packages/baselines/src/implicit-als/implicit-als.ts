import { defaultRuntime } from "@towerkit/kernels";
import type { Query, Scorer, ScorerVectors } from "@towerkit/retrieval";
import { checkOut } from "../check-out.js";
import { usersOf } from "../history-scorer.js";
import { type Interactions, readInteractions } from "../interactions/interactions.js";
import { DEFAULT_QUERY_KEY, keysOf } from "../query-key.js";
import { type Factors, learnFactors } from "./learn-factors.js";
import { type ImplicitAlsOptions, settingsOf } from "./options.js";

/**
 * Matrix factorisation of who chose what by alternating least squares (Hu, Koren and Volinsky,
 * "Collaborative Filtering for Implicit Feedback Datasets", 2008), in the form and with the frequency-scaled
 * regularisation of Rendle, Krichene, Zhang and Koren, "Revisiting the Performance of iALS on Item
 * Recommendation Benchmarks", 2021, https://arxiv.org/abs/2110.14037. With S the pairs of the train table, it
 * makes small
 *
 * Σ over S of (⟨u, i⟩ − 1)² + α · Σ over all pairs of ⟨u, i⟩² + Σ λ(u) · |u|² + Σ λ(i) · |i|²,
 *
 * λ(u) = λ · (u's number of items + α · all items)^ν, and λ(i) likewise with users. Each epoch solves for all
 * items, then for all users: float32 products, summed in float64 after at most 256 terms, then a float64
 * Cholesky decomposition for each. The same seed gives the same bits on any machine and number of threads
 * (unless the runtime is `fast`). A query whose user is not in the train table gets the popularity ranking.
 *
 * @throws ConfigError for a column that is missing, an item that is not in the catalogue, a catalogue that is
 * empty or holds an id twice, or a bad setting; in `scores`, if a query has no string or number under
 * `queryKey`.
 * @example
 * const scorer = await implicitAls({ train, candidateIds, itemKey: "movie_title", dim: 64, epochs: 16 });
 */
export async function implicitAls(options: ImplicitAlsOptions): Promise<Scorer> {
  const { queryKey = DEFAULT_QUERY_KEY } = options;
  const settings = settingsOf(options);
  const interactions = readInteractions(options);
  const runtimeOf = async () => options.runtime ?? (await defaultRuntime());
  const factors = learnFactors(interactions, settings, await runtimeOf());
  const vectors = vectorsOf(factors, interactions, queryKey);
  return {
    name: "implicitAls",
    numCandidates: interactions.numItems,
    vectors,
    async scores(queries, out) {
      checkOut(out, queries, interactions.numItems);
      const { dim, candidates } = vectors;
      const embedded = await vectors.embed(queries);
      (await runtimeOf()).scores({ queries: embedded, candidates, dim, out });
    },
  };
}

/**
 * The learned vectors with one more value: an item's train rows, times 0 for a known user and 1 for an unknown
 * one, whose other values are 0.
 */
function vectorsOf(
  { dim, users, items }: Factors,
  interactions: Interactions,
  queryKey: string,
): ScorerVectors {
  const width = dim + 1;
  const candidates = new Float32Array(interactions.numItems * width);
  for (const [item, rows] of interactions.rowsOfItem.entries()) {
    candidates.set(items.subarray(item * dim, (item + 1) * dim), item * width);
    candidates[item * width + dim] = rows;
  }
  const embed = async (queries: readonly Query[]) => {
    const embedded = new Float32Array(queries.length * width);
    for (const [q, user] of usersOf(keysOf(queries, queryKey), interactions).entries()) {
      if (user < 0) embedded[q * width + dim] = 1;
      else embedded.set(users.subarray(user * dim, (user + 1) * dim), q * width);
    }
    return embedded;
  };
  return { dim: width, candidates, embed };
}
