import { ConfigError, createGenerator } from "@towerkit/core";
import { type RetrievalBatch, retrieval } from "@towerkit/tasks";
import { expectAllClose } from "@towerkit/test-utils";
import { expect } from "vitest";
import { type Claims, claim, differs } from "../cases.js";
import { type Rows, runtimeForTests } from "./embeddings.js";

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

const BELOW_ONE =
  "a number of hard negatives below 1 is refused, as it would stop learning in silence";

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
}, BELOW_ONE);

/** The loss of two rows whose scores are all 0, corrected for these probabilities of their columns. */
async function lossOfZeros(
  probability: Pick<RetrievalBatch, "samplingProbability" | "pairProbability">,
): Promise<number> {
  const rows = Int32Array.of(0, 1);
  const { loss } = retrieval().lossAndGradients(
    {
      queries: new Float32Array(2),
      candidates: new Float32Array(2),
      dim: 1,
      querySlots: rows,
      candidateSlots: rows,
      ...probability,
    },
    { runtime: await runtimeForTests() },
  );
  return loss;
}

export const logitClaims: Claims = {
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
    const pairProbability = Float64Array.from(probabilities.flat());
    const loss = await lossOfZeros({ pairProbability });
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

  "loss/sampling-correction/clipping": claim<
    { candidate_sampling_probability: readonly number[] },
    { out: Rows }
  >(async ({ candidate_sampling_probability: probabilities }, { out }, tolerance) => {
    for (const [column, probability] of probabilities.entries()) {
      const samplingProbability = Float64Array.of(probability, 1);
      const corrected = out[0]?.[column] as number;
      // Of two equal scores, corrected by -ln p and 0: Σ over both rows of log Σ exp − own.
      const expected = 2 * Math.log(Math.exp(corrected) + 1) - corrected;
      const loss = await lossOfZeros({ samplingProbability });
      expectAllClose([loss], [expected], { relative: tolerance });
      const pairProbability = Float64Array.of(probability, 1, probability, 1);
      expectAllClose([await lossOfZeros({ pairProbability })], [expected], { relative: tolerance });
    }
    for (const none of [-0.1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const samplingProbability = Float64Array.of(none, 1);
      await expect(lossOfZeros({ samplingProbability })).rejects.toThrow(ConfigError);
    }
  }, "what a caller gives is clipped; the shares that fit counts are taken as they are"),
};
