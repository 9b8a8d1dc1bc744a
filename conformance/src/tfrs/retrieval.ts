import { ConfigError, createGenerator } from "@towerkit/core";
import { type RetrievalOptions, retrieval } from "@towerkit/tasks";
import { expectAllClose } from "@towerkit/test-utils";
import { expect } from "vitest";
import { type Claim, type Claims, claim, readCases } from "../cases.js";
import { accuracy, matrix, type Rows, ranksOf, runtimeForTests } from "./embeddings.js";

interface Given {
  readonly query_embeddings: Rows;
  readonly candidate_embeddings: Rows;
  readonly sample_weight?: readonly number[];
  readonly temperature?: number;
  readonly candidate_sampling_probability?: readonly number[];
  readonly candidate_ids?: readonly number[];
  readonly remove_accidental_hits?: boolean;
}

interface Expected {
  readonly loss: number;
  readonly metrics?: Readonly<Record<string, number>>;
}

/** Row i of these cases asks with query i and chose candidate i. */
async function lossOf(given: Given, options: RetrievalOptions = {}) {
  const task = retrieval({
    temperature: given.temperature ?? 1,
    samplingCorrection: given.candidate_sampling_probability !== undefined,
    removeAccidentalHits: given.remove_accidental_hits ?? false,
    ...options,
  });
  const rows = Int32Array.from(given.query_embeddings, (_, row) => row);
  const queries = matrix(given.query_embeddings);
  return task.lossAndGradients(
    {
      queries: queries.data,
      candidates: matrix(given.candidate_embeddings).data,
      dim: queries.dim,
      querySlots: rows,
      candidateSlots: rows,
      ...(given.sample_weight && { rowWeights: Float32Array.from(given.sample_weight) }),
      ...(given.candidate_sampling_probability && {
        samplingProbability: Float32Array.from(given.candidate_sampling_probability),
      }),
      ...(given.candidate_ids && { itemIds: Int32Array.from(given.candidate_ids) }),
    },
    { runtime: await runtimeForTests() },
  );
}

const sameLoss = (instead?: string, options?: RetrievalOptions): Claim =>
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
  }, instead);

/** The corpus of these cases is 20 candidates that score 0, and does not hold the true ones. */
async function checkMetrics(given: Given, metrics: Readonly<Record<string, number>>) {
  const { query_embeddings: queries, candidate_embeddings: candidates } = given;
  const rows = queries.map((_, row) => row);
  const corpus = Array.from({ length: 20 }, () => [0, 0, 0]);
  const inCorpus = await ranksOf(queries, [...candidates, ...corpus], rows);
  const inBatch = await ranksOf(queries, candidates, rows);
  expect({
    "factorized_top_k/top_5_categorical_accuracy": accuracy(inCorpus, 5),
    batch_categorical_accuracy_at_1: accuracy(inBatch, 1),
  }).toEqual(Object.fromEntries(Object.entries(metrics).filter(([name]) => name !== "batch_loss")));
}

/**
 * The columns that a row with the given logits does not count, in a batch with one column a logit.
 *
 * Candidate c is column c of the identity and the query the logits themselves, so the query's gradient
 * is each column's share of the softmax, less 1 for the row's own: 0 where a column was removed. The
 * shares of the others are checked to be those of their logits alone.
 */
async function removedColumns(logits: readonly number[], own: number, itemIds: readonly number[]) {
  const columns = logits.map((_, column) => column);
  const task = retrieval({ samplingCorrection: false, removeAccidentalHits: true });
  const { queryGradients } = task.lossAndGradients(
    {
      queries: Float32Array.from(logits),
      candidates: Float32Array.from(columns.flatMap((c) => columns.map((d) => (c === d ? 1 : 0)))),
      dim: columns.length,
      querySlots: new Int32Array(columns.length),
      candidateSlots: Int32Array.from(columns),
      // The other rows stand there for their columns alone.
      rowWeights: Float32Array.from(columns, (column) => (column === own ? 1 : 0)),
      itemIds: Int32Array.from(itemIds),
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

const COUNTED_APART = "metrics belong to evaluation, over a catalogue that holds the true item";
const ABSENT = "a metric that is not computed is absent, not 0";

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
  "retrieval/sample_weight": sameLoss("weights are the loss's: metrics count every row alike"),
  "retrieval/temperature-0.5": sameLoss(),
  "retrieval/temperature-2": sameLoss(),
  "retrieval/candidate_sampling_probability": sameLoss(),
  "retrieval/remove_accidental_hits-all-same": sameLoss(),
  "retrieval/mean-loss": sameLoss("by an option of the task", { reduction: "mean" }),

  "loss/remove-accidental-hits/property": claim(async () => {
    for (const seed of [42, 123, 8391, 12390, 1230]) {
      const random = createGenerator(seed, "logits");
      const ids = Array.from({ length: 4 }, () => random.below(3));
      for (let row = 0; row < 2; row++) {
        const own = random.below(4);
        const logits = ids.map(() => random.uniform());
        const hits = ids.flatMap((id, c) => (c !== own && id === ids[own] ? [c] : []));
        expect(await removedColumns(logits, own, ids)).toEqual(hits);
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
      const columns = await removedColumns(logits[row] as number[], label.indexOf(1), ids);
      removed.push(...columns.map((column) => [row, column]));
    }
    expect(removed).toEqual(masked);
  }, "a batch has its items as whole numbers, whatever their ids are"),

  "loss/sampling-correction/clipping": claim<
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
