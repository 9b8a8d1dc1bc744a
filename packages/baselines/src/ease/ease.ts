import { ConfigError, checkPositive } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import type { Scorer } from "@towerkit/retrieval";
import { historyScorer } from "../history-scorer.js";
import { type Interactions, readInteractions } from "../interactions/interactions.js";
import type { HistoryOptions } from "../interactions/options.js";
import { DEFAULT_QUERY_KEY } from "../query-key.js";
import { itemWeights, type WeightStripe } from "./item-weights.js";
import { userScores } from "./user-scores.js";

/** What EASE is made of. */
export interface EaseOptions extends HistoryOptions {
  /**
   * λ, what is added to each item's number of users on the diagonal: a finite number above 0. The more
   * rows, the larger. Default 500.
   */
  readonly regularization?: number | undefined;
  /** What computes. Default: the shared runtime of `@towerkit/kernels`. */
  readonly runtime?: Runtime | undefined;
}

/** The weights are held as float64 while they are solved for; an array can hold no more than this. */
const MOST_ITEMS = 16_384;

/**
 * EASE, a linear model from items to items in closed form (Steck, "Embarrassingly Shallow Autoencoders for
 * Sparse Data", 2019, https://arxiv.org/abs/1905.03375): with X the 0/1 matrix of who chose what and
 * P = (XᵀX + λI)⁻¹, a user's scores are their row of X times B, B[i][j] = −P[i][j] / P[j][j] off the
 * diagonal and 0 on it. A query whose user is not in the train table gets the popularity ranking.
 *
 * P is solved for by a blocked Cholesky decomposition, its products in float32, their sums in float64. On
 * MovieLens 1M, B is within 1e-6 of a solution in float64 all through, its largest value being 0.1 to 0.2.
 * Memory while it is made: 12 bytes × items², afterwards 4 bytes × items².
 *
 * Where there are fewer users than items, what is inverted is XXᵀ + λI instead, of users × users, which
 * gives the same scores much sooner; what is kept is each user's scores. Memory while it is made: about 8
 * bytes × users² and 4 bytes × users × items, of which the latter stays. On MovieLens 100K and latest-small,
 * scores are within 2e-6 of a solution in float64 with λ 500, and within 2e-5 with λ 5, the largest being 1.
 *
 * @throws ConfigError for a column that is missing, an item that is not in the catalogue, a catalogue that is
 * empty, holds an id twice or has more than 16,384 items, or a bad `regularization`; NumericError if that is
 * too small for the equations to be solved. In `scores`, ConfigError if a query has no string or number under
 * `queryKey`.
 * @example
 * const scorer = await ease({ train, candidateIds, itemKey: "movie_title", regularization: 300 });
 */
export async function ease(options: EaseOptions): Promise<Scorer> {
  const { queryKey = DEFAULT_QUERY_KEY, regularization = 500 } = options;
  checkPositive("regularization", regularization);
  if (options.candidateIds.length > MOST_ITEMS) {
    throw new ConfigError(
      `candidateIds names ${options.candidateIds.length} items; EASE needs memory for their square, and takes at most ${MOST_ITEMS}.`,
    );
  }
  const interactions = readInteractions(options);
  const runtimeOf = async () => options.runtime ?? (await defaultRuntime());
  const parts = { name: "ease", interactions, queryKey } as const;
  if (interactions.numUsers < interactions.numItems) {
    const table = userScores(interactions, regularization, await runtimeOf());
    return historyScorer({
      ...parts,
      scoreUsers: (users, out) => copyRows(table, users, { out, width: interactions.numItems }),
    });
  }
  const weights = itemWeights(interactions, regularization, await runtimeOf());
  return historyScorer({
    ...parts,
    scoreUsers: async (users, out) =>
      sumRows(weights, historiesOf(users, interactions), { out, runtime: await runtimeOf() }),
  });
}

/** Each known user's row of a table. */
function copyRows(
  table: Float32Array,
  users: Int32Array,
  { out, width }: { readonly out: Float32Array; readonly width: number },
): void {
  for (const [q, user] of users.entries()) {
    if (user >= 0) out.set(table.subarray(user * width, (user + 1) * width), q * width);
  }
}

interface Histories {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

function historiesOf(users: Int32Array, { itemsOfUser }: Interactions): Histories {
  const { offsets: starts, values } = itemsOfUser;
  const offsets = new Int32Array(users.length + 1);
  for (const [q, user] of users.entries()) {
    offsets[q + 1] = offsets[q] + (user < 0 ? 0 : starts[user + 1] - starts[user]);
  }
  const items = new Int32Array(offsets[users.length]);
  for (const [q, user] of users.entries()) {
    if (user >= 0) items.set(values.subarray(starts[user], starts[user + 1]), offsets[q]);
  }
  return { offsets, items };
}

/** Each query's scores: the sum of the rows of its items. */
function sumRows(
  weights: readonly WeightStripe[],
  { offsets, items }: Histories,
  { out, runtime }: { readonly out: Float32Array; readonly runtime: Runtime },
): void {
  const queries = offsets.length - 1;
  const numItems = out.length / queries;
  const sums = new Float32Array(queries * (weights[0]?.columns ?? 0));
  for (const { firstColumn, columns, table } of weights) {
    const part = sums.subarray(0, queries * columns);
    const bags = { offsets, ids: items, combiner: "sum" } as const;
    runtime.embeddingBags({ table, dim: columns, ...bags, out: part });
    for (let q = 0; q < queries; q++) {
      out.set(part.subarray(q * columns, (q + 1) * columns), q * numItems + firstColumn);
    }
  }
}
