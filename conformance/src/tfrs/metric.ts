import { ConfigError, NumericError, tableFromColumns } from "@towerkit/core";
import {
  exactIndex,
  type Index,
  loadExactIndex,
  type Query,
  type Scorer,
} from "@towerkit/retrieval";
import { describeIndex } from "@towerkit/retrieval/conformance";
import { evaluateScorer } from "@towerkit/tasks";
import { expect } from "vitest";
import { type Claim, type Claims, claim, differs } from "../cases.js";
import { accuracy, type Rows, ranksOf, ranksOfScores, runtimeForTests } from "./embeddings.js";
import { normalRows } from "./normal.js";

interface Given {
  readonly candidates: Rows;
  readonly queries: Rows;
  readonly true_candidate_embeddings: Rows;
  readonly ks: readonly number[];
  readonly candidate_identifiers: readonly string[];
  readonly true_candidate_ids: readonly string[];
}

type Accuracies = Readonly<Record<string, number>>;

function expectAccuracies(ranks: readonly number[], ks: readonly number[], expected: Accuracies) {
  const actual = ks.map((k) => [
    `factorized_top_k/top_${k}_categorical_accuracy`,
    accuracy(ranks, k),
  ]);
  expect(Object.fromEntries(actual)).toEqual(expected);
}

const placeOf = (candidates: Rows, wanted: readonly number[] | undefined) =>
  candidates.findIndex((candidate) => String(candidate) === String(wanted));

const rankOfTrueCandidate: Claim = claim<Given, Accuracies>(async (given, expected) => {
  const place = placeOf(given.candidates, given.true_candidate_embeddings[0]);
  expectAccuracies(await ranksOf(given.queries, given.candidates, [place]), given.ks, expected);
});

/** A scorer with one query, which prefers the catalogue's items in their order. */
const inOrder = (numCandidates: number): Scorer => ({
  name: "in order",
  numCandidates,
  async scores(_: readonly Query[], out) {
    for (let i = 0; i < out.length; i++) out[i] = -(i % numCandidates);
  },
});

const oneRow = (item: unknown) => tableFromColumns({ user_id: ["u"], item: [item] });

function boundTo(index: Index, name: string | symbol): unknown {
  const value: unknown = Reflect.get(index, name, index);
  return typeof value === "function" ? value.bind(index) : value;
}

/** The names of the promises of `Index` that an index breaks. */
async function failuresOf(wrap: (index: Index) => Index): Promise<readonly string[]> {
  const tests: { readonly name: string; readonly body: () => void | Promise<void> }[] = [];
  describeIndex(
    "an index",
    async ({ dim, saved }) => wrap(saved ? await loadExactIndex(saved) : exactIndex({ dim })),
    { describe: (_, body) => body(), it: (name, body) => tests.push({ name, body }), expect },
  );
  const failures: string[] = [];
  for (const { name, body } of tests) {
    try {
      await body();
    } catch {
      failures.push(name);
    }
  }
  return failures;
}

export const metricClaims: Claims = {
  "metric/score-based/rank-2": rankOfTrueCandidate,

  "metric/score-based/true-not-in-catalogue": claim<Given, Accuracies>(async (given, expected) => {
    const place = placeOf(given.candidates, given.true_candidate_embeddings[0]);
    expect(place).toBe(-1);
    const absent = await ranksOf(given.queries, given.candidates, [place]);
    expect(accuracy(absent, 3)).toBe(0);
    const candidates = [...given.candidates, ...given.true_candidate_embeddings];
    const added = await ranksOf(given.queries, candidates, [candidates.length - 1]);
    expectAccuracies(added, given.ks, expected);
  }, "put into the catalogue; an item that the catalogue lacks is a miss at every k"),

  "metric/score-based/tie": claim<Given, Accuracies>(async (given, expected) => {
    for (const place of [0, 1]) {
      const ranks = await ranksOf(given.queries, given.candidates, [place], "optimistic");
      expectAccuracies(ranks, given.ks, expected);
    }
    expect(await ranksOf(given.queries, given.candidates, [0])).toEqual([0]);
    expect(await ranksOf(given.queries, given.candidates, [1])).toEqual([1]);
  }, "with ties: optimistic; by default equals rank in catalogue order, so that no one gains from scoring all alike"),

  "metric/id-based": claim<Given, Accuracies>(async (given, expected) => {
    const truth = given.true_candidate_ids.map((id) => given.candidate_identifiers.indexOf(id));
    expectAccuracies(await ranksOf(given.queries, given.candidates, truth), given.ks, expected);
  }),

  "metric/id-based/duplicates": claim<Given, Accuracies>(async (given, expected) => {
    const ids = given.candidate_identifiers;
    await expect(
      evaluateScorer(inOrder(ids.length), oneRow("b"), { candidateIds: ids, itemKey: "item" }),
    ).rejects.toThrow(ConfigError);
    const kept = ids.flatMap((id, place) => (ids.indexOf(id) === place ? [place] : []));
    const merged = kept.map((place) => given.candidates[place] as readonly number[]);
    const truth = given.true_candidate_ids.map((id) =>
      kept.findIndex((place) => ids[place] === id),
    );
    expectAccuracies(await ranksOf(given.queries, merged, truth), given.ks, expected);
  }, "merged by id; a catalogue with an id twice is refused"),

  "metric/inexact-needs-ids": claim(async () => {
    const anonymous = tableFromColumns({ user_id: ["u"] });
    const options = { candidateIds: ["a"], itemKey: "item" };
    await expect(evaluateScorer(inOrder(1), anonymous, options)).rejects.toThrow(
      /no column "item"/,
    );
  }, "items are always told by their ids, and ranks never come from an index"),

  "metric/id-type-mismatch": claim(async () => {
    const options = { candidateIds: [7, 8], itemKey: "item", runtime: await runtimeForTests() };
    await expect(evaluateScorer(inOrder(2), oneRow("7"), options)).rejects.toThrow(ConfigError);
    const { counts } = await evaluateScorer(inOrder(2), oneRow(7), options);
    expect(counts.unknownItems).toBe(0);
  }),

  "metric/unsorted": claim(async () => {
    const failures = await failuresOf((index) => {
      const query: Index["query"] = async (vectors, options) => {
        const { ids, scores } = await index.query(vectors, options);
        return { ids: ids.map((row) => row.reverse()), scores: scores.map((row) => row.reverse()) };
      };
      return new Proxy(index, {
        get: (_, name) => (name === "query" ? query : boundTo(index, name)),
      });
    });
    expect(failures.length).toBeGreaterThan(0);
    expect(await failuresOf((index) => index)).toEqual([]);
  }, "an index whose answers are not sorted fails describeIndex; evaluation counts, and reads no list"),

  "metric/factorized-top-k/id-based": claim(async () => {
    const runtime = await runtimeForTests();
    const [candidates, queries] = [normalRows(1280, 128, 1), normalRows(128, 128, 2)];
    const truth = queries.map((_, row) => row * 10);
    const index = exactIndex({ dim: 128, runtime });
    await index.add(
      candidates.map((_, row) => row),
      Float32Array.from(candidates.flat()),
    );
    const { ids } = await index.query(Float32Array.from(queries.flat()), { k: 100 });
    const found = ids.filter((list, row) => list.includes(truth[row] as number)).length;
    expect(found).toBeGreaterThan(0);
    expect(accuracy(await ranksOf(queries, candidates, truth), 100)).toBe(found / 128);
  }),

  "metric/score-based/rounding": claim(async () => {
    const numQueries = 256;
    for (const dim of [16, 32, 64]) {
      const [candidates, queries] = [normalRows(1682, dim, dim), normalRows(numQueries, dim, 1)];
      const order = queries.map((query) => bestFirst(query, candidates));
      for (const rank of [1, 10, 100]) {
        const truth = order.map((best) => best[rank - 1] as number);
        expect(accuracy(await ranksOf(queries, candidates, truth), rank)).toBe(1);
        expect(accuracy(await ranksOf(queries, candidates, truth), rank - 1)).toBe(0);
      }
    }
  }, "the true item never outranks itself: its score is read from the same row"),

  "metric/in_top_k": differs<{ rows: readonly InTopK[] }, { hits: readonly boolean[] }>(
    async ({ rows }, { hits }) => {
      let asFinite = 0;
      for (const [i, { predictions, target, k }] of rows.entries()) {
        const scores = predictions.map(Number);
        asFinite += scores.every(Number.isFinite) ? 1 : 0;
        if (scores.every(Number.isFinite)) {
          expect((await rankOf(scores, target)) < k, `row ${i}`).toBe(hits[i]);
        } else {
          await expect(rankOf(scores, target), `row ${i}`).rejects.toThrow(NumericError);
        }
      }
      expect([asFinite, rows.length]).toEqual([6, 8]);
    },
    "six of the eight rows are as in TFRS; in the two that hold NaN or −∞ a score that is not finite " +
      "is an error that names it, not a miss. A miss would turn a model that has diverged into one that " +
      "is merely bad, and for 1 above −∞ it is wrong: the target is first, and TFRS counts it as missed",
  ),
};

interface InTopK {
  readonly predictions: readonly (number | string)[];
  readonly target: number;
  readonly k: number;
}

const rankOf = async (scores: readonly number[], target: number) =>
  (await ranksOfScores([scores], [target], "optimistic"))[0] as number;

/** The places of the candidates by falling score, in float32 sums as the kernels define them. */
function bestFirst(query: readonly number[], candidates: Rows): number[] {
  const scores = candidates.map((candidate) =>
    candidate.reduce(
      (sum, value, d) =>
        Math.fround(sum + Math.fround(Math.fround(value) * Math.fround(query[d] as number))),
      0,
    ),
  );
  return candidates
    .map((_, place) => place)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}
