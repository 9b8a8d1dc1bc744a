import { ConfigError } from "@towerkit/core";
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

const COUNTED_APART = "ranks are counted in evaluation, over a catalogue that holds the true item";
const ABSENT =
  "a metric that is not computed is absent, where TFRS shows the 0 that it starts from";

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
    "a number of hard negatives below 1 is refused. The loss of 0 that the case records would have to " +
      "be returned for every batch, with no gradient: nothing would be learned and no one told. Neither " +
      "reading can be had with the other: TFRS's own documentation says that −1 keeps all. The same " +
      "value has the note “degenerate value accepted silently” in loss/hard-negatives/n=-1, and 0 has " +
      "“refuse 0 or treat as 'all'” in retrieval/num_hard_negatives-0",
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
};
