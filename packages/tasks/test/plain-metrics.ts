import { type PlainRow, plainRank } from "./plain-ranking.js";

/** A user's test items with one row of scores for all of them, and what is excluded. */
export interface PlainUser {
  readonly user: string;
  /** Distinct; -1 for an item that the catalogue lacks, as often as there are such rows. */
  readonly items: readonly number[];
  readonly scores: readonly number[];
  readonly excluded: ReadonlySet<number>;
}

/** Every candidate that is not excluded, best first, earlier ones first among equals. */
export function plainList({ scores, excluded }: Omit<PlainUser, "items">): number[] {
  return scores
    .map((_, candidate) => candidate)
    .filter((candidate) => !excluded.has(candidate))
    .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/** The metrics of ranks by their definitions, from whole lists of which none of the items is excluded. */
export function plainRankMetrics(users: readonly PlainUser[], k: number) {
  const each = users.map((user) => ofUser(user, k));
  const mean = (name: keyof (typeof each)[number]) => plainMean(each.map((found) => found[name]));
  const hits = users.reduce((sum, user) => sum + hitsOf(user, k).length, 0);
  return {
    top_k: hits / users.reduce((sum, { items }) => sum + items.length, 0),
    recall: mean("recall"),
    precision: mean("precision"),
    hit_rate: mean("hit_rate"),
    ndcg: mean("ndcg"),
    mrr: mean("mrr"),
    map: mean("map"),
    auc: mean("auc"),
  };
}

/** The mean of what is a number. */
export function plainMean(values: readonly number[]): number {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** The places of a user's hits in their list. */
const hitsOf = (user: PlainUser, k: number): number[] =>
  plainList(user)
    .slice(0, k)
    .flatMap((candidate, place) => (user.items.includes(candidate) ? [place] : []));

function ofUser(user: PlainUser, k: number) {
  const { items } = user;
  const hits = hitsOf(user, k);
  const gain = (places: readonly number[]) =>
    places.reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0);
  const best = hits[0];
  return {
    recall: hits.length / items.length,
    precision: hits.length / k,
    hit_rate: best === undefined ? 0 : 1,
    ndcg: gain(hits) / gain(items.map((_, place) => place).slice(0, k)),
    mrr: best === undefined ? 0 : 1 / (best + 1),
    map: hits.reduce((sum, place, i) => sum + (i + 1) / (place + 1), 0) / items.length,
    auc: aucOf(user),
  };
}

/** The share of pairs of an item and a negative in which the item comes first. */
function aucOf(user: PlainUser): number {
  const list = plainList(user);
  const negatives = list.filter((candidate) => !user.items.includes(candidate));
  const wins = user.items.flatMap((item) =>
    negatives.map((other) => (item >= 0 && list.indexOf(item) < list.indexOf(other) ? 1 : 0)),
  );
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

/** The metrics of the first k of some lists, by their definitions. */
export function plainListMetrics(
  lists: readonly (readonly number[])[],
  k: number,
  trainCounts: readonly number[],
  vectors: readonly (readonly number[])[],
) {
  const cut = lists.map((list) => list.slice(0, k)).filter((list) => list.length > 0);
  const all = trainCounts.reduce((sum, count) => sum + count, 0);
  const typical = trainCounts.reduce((sum, count) => sum + (count * count) / all, 0);
  const overItems = (of: (item: number) => number) =>
    plainMean(cut.map((list) => plainMean(list.map(of))));
  return {
    coverage: new Set(cut.flat()).size / trainCounts.length,
    popularity_bias: overItems((item) => (trainCounts[item] as number) / typical),
    novelty: overItems(
      (item) => -Math.log2(((trainCounts[item] as number) + 1) / (all + trainCounts.length)),
    ),
    diversity: plainMean(cut.map((list) => meanDistance(list.map((item) => vectors[item] ?? [])))),
  };
}

function meanDistance(vectors: readonly (readonly number[])[]): number {
  if (vectors.length < 2) return 0;
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, d) => sum + value * (b[d] as number), 0);
  const cosine = (a: readonly number[], b: readonly number[]) =>
    dot(a, b) === 0 ? 0 : dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  return plainMean(vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => 1 - cosine(a, b))));
}

/** Rows of one user each: what an interaction is measured by. */
export const eachAlone = (users: readonly PlainUser[]): PlainUser[] =>
  users.flatMap((user) => user.items.map((item) => ({ ...user, items: [item] })));

/** A row's rank by going through the whole catalogue. */
export const rankOf = (user: PlainUser, item: number): number =>
  plainRank({ ...user, item } as PlainRow, "index");
