import { ConfigError, createGenerator } from "@towerkit/core";
import { type RetrievalOptions, retrieval } from "@towerkit/tasks";
import { expectAllClose } from "@towerkit/test-utils";
import { expect } from "vitest";
import { type Claim, type Claims, claim, differs, readCases } from "../cases.js";
import {
  accuracy,
  matrix,
  type Rows,
  ranksOf,
  ranksOfScores,
  runtimeForTests,
} from "./embeddings.js";

interface Given {
  readonly query_embeddings: Rows;
  readonly candidate_embeddings: Rows;
  readonly sample_weight?: readonly number[];
  readonly temperature?: number;
  readonly candidate_sampling_probability?: readonly number[];
  readonly candidate_ids?: readonly number[];
  readonly remove_accidental_hits?: boolean;
  readonly num_hard_negatives?: number;
  readonly score_mask?: readonly (readonly boolean[])[];
}

interface Expected {
  readonly loss: number;
  readonly metrics?: Readonly<Record<string, number>>;
}

/** Row i of these cases asks with query i and chose candidate i; further candidates are extra columns. */
async function lossOf(given: Given, options: RetrievalOptions = {}) {
  const {
    candidate_sampling_probability: probability,
    num_hard_negatives: hardNegatives,
    score_mask: mask,
  } = given;
  const task = retrieval({
    temperature: given.temperature ?? 1,
    samplingCorrection: probability !== undefined,
    removeAccidentalHits: given.remove_accidental_hits ?? false,
    ...(hardNegatives !== undefined && { hardNegatives }),
    ...options,
  });
  const rows = Int32Array.from(given.query_embeddings, (_, row) => row);
  const count = rows.length;
  const extra = Int32Array.from(given.candidate_embeddings.slice(count), (_, i) => count + i);
  const queries = matrix(given.query_embeddings);
  return task.lossAndGradients(
    {
      queries: queries.data,
      candidates: matrix(given.candidate_embeddings).data,
      dim: queries.dim,
      querySlots: rows,
      candidateSlots: rows,
      ...(extra.length > 0 && { extraSlots: extra }),
      ...(given.sample_weight && { rowWeights: Float32Array.from(given.sample_weight) }),
      ...(probability && { samplingProbability: Float32Array.from(probability.slice(0, count)) }),
      ...(probability &&
        extra.length > 0 && { extraProbability: Float32Array.from(probability.slice(count)) }),
      ...(given.candidate_ids && { itemIds: Int32Array.from(given.candidate_ids) }),
      ...(mask && { scoreMask: Uint8Array.from(mask.flat(), Number) }),
    },
    { runtime: await runtimeForTests() },
  );
}

const sameLoss = (remark?: string, options?: RetrievalOptions): Claim =>
  claim<Given, Expected>(async (given, expected, tolerance) => {
    const result = await lossOf(given, options);
    expectAllClose([result.loss], [expected.loss], { relative: tolerance, absolute: tolerance });
    // Metrics are never part of a training step: they are absent from its result, not 0.
    expect(Object.keys(result).sort()).toEqual([
      "candidateGradients",
      "chanceSum",
      "loss",
      "lossSum",
      "queryGradients",
      "weightSum",
    ]);
    if (expected.metrics) await checkMetrics(given, expected.metrics);
  }, remark);

/** What TFRS accepts in silence, and we refuse. */
const refused = (message: RegExp, instead: string): Claim =>
  differs<Given>(async (given) => {
    await expect(lossOf(given)).rejects.toThrow(ConfigError);
    await expect(lossOf(given)).rejects.toThrow(message);
  }, instead);

/**
 * The corpus of these cases is 20 candidates that score 0, and does not hold the true ones. A metric that
 * TFRS did not compute stands at 0 there; it is left out.
 */
async function checkMetrics(
  { query_embeddings: queries, candidate_embeddings: candidates, sample_weight: weights }: Given,
  metrics: Readonly<Record<string, number>>,
) {
  const rows = queries.map((_, row) => row);
  const corpus = Array.from({ length: 20 }, () => [0, 0, 0]);
  const truth = candidates.slice(0, rows.length);
  const inCorpus = await ranksOf(queries, [...truth, ...corpus], rows);
  const inBatch = await ranksOf(queries, candidates, rows);
  const found: Readonly<Record<string, number>> = {
    "factorized_top_k/top_5_categorical_accuracy": accuracy(inCorpus, 5, weights),
    batch_categorical_accuracy_at_1: accuracy(inBatch, 1, weights),
  };
  for (const [name, expected] of Object.entries(metrics)) {
    if (name !== "batch_loss" && expected !== 0) expect(found[name], name).toBe(expected);
  }
}

/**
 * The columns that a row with the given logits does not count, in a batch with one column a logit.
 *
 * Candidate c is column c of the identity and the query the logits themselves, so the query's gradient
 * is each column's share of the softmax, less 1 for the row's own: 0 where a column was removed. The
 * shares of the others are checked to be those of their logits alone.
 */
async function removedColumns(
  logits: readonly number[],
  own: number,
  { itemIds, hardNegatives }: { itemIds?: readonly number[]; hardNegatives?: number },
) {
  const columns = logits.map((_, column) => column);
  const task = retrieval({
    samplingCorrection: false,
    removeAccidentalHits: itemIds !== undefined,
    ...(hardNegatives !== undefined && { hardNegatives }),
  });
  const { queryGradients } = task.lossAndGradients(
    {
      queries: Float32Array.from(logits),
      candidates: Float32Array.from(columns.flatMap((c) => columns.map((d) => (c === d ? 1 : 0)))),
      dim: columns.length,
      querySlots: new Int32Array(columns.length),
      candidateSlots: Int32Array.from(columns),
      // The other rows stand there for their columns alone.
      rowWeights: Float32Array.from(columns, (column) => (column === own ? 1 : 0)),
      ...(itemIds && { itemIds: Int32Array.from(itemIds) }),
    },
    { runtime: await runtimeForTests() },
  );
  const removed = columns.filter((c) => c !== own && queryGradients[c] === 0);
  const powers = logits.map((logit, column) => (removed.includes(column) ? 0 : Math.exp(logit)));
  const total = powers.reduce((sum, power) => sum + power);
  const slopes = powers.map((power, column) => power / total - (column === own ? 1 : 0));
  expectAllClose(queryGradients, slopes, { absolute: 1e-6 });
  return removed;
}

const COUNTED_APART = "ranks are counted in evaluation, over a catalogue that holds the true item";
const ABSENT =
  "a metric that is not computed is absent, where TFRS shows the 0 that it starts from";

interface HardNegatives {
  readonly num_hard_negatives: number;
  readonly logits: Rows;
  readonly labels: Rows;
}

const sameHardest = claim<
  HardNegatives,
  { kept_sorted_by_logit: readonly (readonly (readonly [logit: number, label: number])[])[] }
>(async ({ num_hard_negatives: hardNegatives, logits, labels }, expected) => {
  for (const [row, kept] of expected.kept_sorted_by_logit.entries()) {
    const own = (labels[row] as number[]).indexOf(1);
    const removed = await removedColumns(logits[row] as number[], own, { hardNegatives });
    const found = (logits[row] as number[]).flatMap((logit, column) =>
      removed.includes(column) ? [] : [[logit, column === own ? 1 : 0] as const],
    );
    expect(found.sort(([a], [b]) => a - b)).toEqual(kept);
  }
});

const refusedCount = differs<HardNegatives>(({ num_hard_negatives: hardNegatives }) => {
  expect(() => retrieval({ hardNegatives })).toThrow(ConfigError);
  expect(() => retrieval({ hardNegatives })).toThrow(/hardNegatives must be a whole number/);
}, "a number of hard negatives below 1 is refused, as it would stop learning in silence");

export const retrievalClaims: Claims = {
  "retrieval/in-batch-softmax": claim<Given, Required<Expected>>(
    async (given, expected, tolerance) => {
      const { loss } = await lossOf(given);
      expectAllClose([loss], [expected.loss], { relative: tolerance, absolute: tolerance });
      await checkMetrics(given, expected.metrics);
    },
    COUNTED_APART,
  ),
  "retrieval/graph-mode": claim<{ same_as: string }, Required<Expected>>(
    async ({ same_as }, expected) => {
      const original = readCases("tfrs").find((one) => one.id === same_as);
      await checkMetrics(original?.given as Given, expected.metrics);
    },
    "there is one mode only",
  ),
  "retrieval/compute_metrics=false": sameLoss(ABSENT),
  "retrieval/compute_batch_metrics=false": sameLoss(ABSENT),
  "retrieval/sample_weight": sameLoss("rows' ranks are weighed by who asks for them"),
  "retrieval/temperature-0.5": sameLoss(),
  "retrieval/temperature-2": sameLoss(),
  "retrieval/candidate_sampling_probability": sameLoss(),
  "retrieval/remove_accidental_hits-all-same": sameLoss(),
  "retrieval/mean-loss": sameLoss("by an option of the task", { reduction: "mean" }),
  "retrieval/extra-negatives/compute_metrics=false": sameLoss(ABSENT),
  "retrieval/score_mask": sameLoss(),
  "retrieval/everything-together": sameLoss(),
  "retrieval/score_mask-hides-positive": refused(
    /scoreMask hides the positive of row 0/,
    "a mask that hides a positive is refused",
  ),
  "retrieval/num_hard_negatives-0": refused(
    /hardNegatives must be a whole number/,
    "a number of hard negatives below 1 is refused, as it would stop learning in silence",
  ),
  "retrieval/num_hard_negatives--1": refused(
    /hardNegatives must be a whole number/,
    "a number of hard negatives below 1 is refused, as the note of num_hard_negatives-0 asks",
  ),

  "retrieval/multi-point-queries": claim<
    { query_embeddings: readonly Rows[]; candidate_embeddings: Rows },
    { scores: Rows; loss: number; metrics: Readonly<Record<string, number>> }
  >(async (given, expected, tolerance) => {
    const runtime = await runtimeForTests();
    const { query_embeddings: queries, candidate_embeddings: candidates } = given;
    const task = retrieval({ samplingCorrection: false });
    const { loss } = task.lossAndGradients(
      {
        queries: Float32Array.from(queries.flat(2)),
        heads: queries[0]?.length ?? 1,
        candidates: matrix(candidates).data,
        dim: matrix(candidates).dim,
        querySlots: Int32Array.of(0, 1),
        candidateSlots: Int32Array.of(0, 1),
        extraSlots: Int32Array.of(2),
      },
      { runtime },
    );
    expectAllClose([loss], [expected.loss], { absolute: tolerance });
    const inBatch = await ranksOfScores(expected.scores, [0, 1], "optimistic");
    expect(accuracy(inBatch, 1)).toBe(expected.metrics["batch_categorical_accuracy_at_1"]);
  }, ABSENT),

  "loss/hard-negatives/n=-1": refusedCount,
  "loss/hard-negatives/n=0": refusedCount,
  "loss/hard-negatives/n=1": sameHardest,
  "loss/hard-negatives/n=10": sameHardest,

  "loss/hard-negatives/shape-and-positives": claim<{ num_hard_negatives: number }>(
    async ({ num_hard_negatives: hardNegatives }) => {
      for (const seed of [42, 123, 8391, 12390, 1230]) {
        const random = createGenerator(seed, "logits");
        for (let row = 0; row < 2; row++) {
          const logits = Array.from({ length: 20 }, () => Math.fround(random.uniform()));
          const own = random.below(20);
          const removed = await removedColumns(logits, own, { hardNegatives });
          const kept = logits.flatMap((_, column) => (removed.includes(column) ? [] : [column]));
          expect(kept).toHaveLength(hardNegatives + 1);
          expect(kept).toContain(own);
          const lifted = logits.map((logit, column) => (column === own ? logit + 1000 : logit));
          const largest = [...lifted].sort((a, b) => b - a).slice(0, hardNegatives + 1);
          expect(kept.map((c) => lifted[c] as number).sort((a, b) => b - a)).toEqual(largest);
        }
      }
    },
  ),

  "loss/remove-accidental-hits/rank-2-ids": claim<{
    labels: Rows;
    logits: Rows;
    candidate_ids: Rows;
  }>(async ({ candidate_ids: ids }) => {
    const rows = Int32Array.from(ids, (_, row) => row);
    const batch = {
      queries: new Float32Array(ids.length),
      candidates: new Float32Array(ids.length),
      dim: 1,
      querySlots: rows,
      candidateSlots: rows,
    };
    const task = retrieval({ samplingCorrection: false, removeAccidentalHits: true });
    const runtime = await runtimeForTests();
    const wrong = { ...batch, itemIds: ids as never };
    expect(() => task.lossAndGradients(wrong, { runtime })).toThrow(ConfigError);
  }),

  "loss/sampling-correction/per-row": claim<
    { candidate_sampling_probability: Rows },
    { out: Rows }
  >(async ({ candidate_sampling_probability: probabilities }, { out }, tolerance) => {
    const { loss } = retrieval().lossAndGradients(
      {
        queries: new Float32Array(2),
        candidates: new Float32Array(2),
        dim: 1,
        querySlots: Int32Array.of(0, 1),
        candidateSlots: Int32Array.of(0, 1),
        pairProbability: Float64Array.from(probabilities.flat()),
      },
      { runtime: await runtimeForTests() },
    );
    const rowLoss = (row: readonly number[], own: number) =>
      Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0)) - (row[own] as number);
    const expected = out.map(rowLoss).reduce((sum, value) => sum + value, 0);
    expectAllClose([loss], [expected], { absolute: tolerance });
  }),

  "loss/remove-accidental-hits/property": claim(async () => {
    for (const seed of [42, 123, 8391, 12390, 1230]) {
      const random = createGenerator(seed, "logits");
      const ids = Array.from({ length: 4 }, () => random.below(3));
      for (let row = 0; row < 2; row++) {
        const own = random.below(4);
        const logits = ids.map(() => random.uniform());
        const hits = ids.flatMap((id, c) => (c !== own && id === ids[own] ? [c] : []));
        expect(await removedColumns(logits, own, { itemIds: ids })).toEqual(hits);
      }
    }
  }, "a removed column is gone for good, with no large number that a logit could outweigh"),

  "loss/remove-accidental-hits/string-ids": claim<
    { labels: Rows; logits: Rows; candidate_ids: readonly string[] },
    { masked: Rows }
  >(async ({ labels, logits, candidate_ids }, { masked }) => {
    const ids = candidate_ids.map((id) => candidate_ids.indexOf(id));
    const removed: number[][] = [];
    for (const [row, label] of labels.entries()) {
      const columns = await removedColumns(logits[row] as number[], label.indexOf(1), {
        itemIds: ids,
      });
      removed.push(...columns.map((column) => [row, column]));
    }
    expect(removed).toEqual(masked);
  }, "a batch has its items as whole numbers, whatever their ids are"),

  "loss/sampling-correction/clipping": differs<
    { candidate_sampling_probability: readonly number[] },
    { out: Rows }
  >(async ({ candidate_sampling_probability: probabilities }, { out }) => {
    const lossWith = (probability: number) =>
      lossOf({
        query_embeddings: [[0], [0]],
        candidate_embeddings: [[0], [0]],
        candidate_sampling_probability: [probability, 1],
      });
    for (const [column, probability] of probabilities.entries()) {
      if (probability > 0 && probability <= 1) {
        // Of two equal scores, corrected by -ln p and 0: Σ over both rows of log Σ exp − own.
        const corrected =
          probability < 1e-6 ? -Math.log(probability) : (out[0]?.[column] as number);
        const expected = 2 * Math.log(Math.exp(corrected) + 1) - corrected;
        expectAllClose([(await lossWith(probability)).loss], [expected], { relative: 1e-5 });
      } else {
        await expect(lossWith(probability)).rejects.toThrow(ConfigError);
      }
    }
  }, "a task's batch takes probabilities as they are, and refuses what is none"),
};
