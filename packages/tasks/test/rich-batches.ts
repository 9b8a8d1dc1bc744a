import { createGenerator, type Generator } from "@towerkit/core";
import fc from "fast-check";
import type { RetrievalBatch, RetrievalLossFunction } from "../src/index.js";
import { type BatchShape, batchShapes, randomBatch } from "./batches.js";

/** What a batch has beside its rows. */
export interface RichShape extends BatchShape {
  readonly extra: number;
  readonly forbidden: boolean;
  readonly rowNegatives: boolean;
  readonly mask: boolean;
  readonly pairs: boolean;
  readonly heads: number;
}

export const richShapes: fc.Arbitrary<RichShape> = fc
  .tuple(
    batchShapes,
    fc.record({
      extra: fc.integer({ min: 1, max: 7 }),
      forbidden: fc.boolean(),
      rowNegatives: fc.constant(false),
      mask: fc.constant(false),
      pairs: fc.constant(false),
      heads: fc.constant(1),
    }),
  )
  .map(([shape, more]) => ({ ...shape, ...more }));

/** Shapes of what only the path row by row can do. */
export const denseShapes: fc.Arbitrary<RichShape> = fc
  .tuple(
    richShapes,
    fc.record({
      rowNegatives: fc.boolean(),
      mask: fc.boolean(),
      pairs: fc.boolean(),
      heads: fc.integer({ min: 1, max: 3 }),
    }),
  )
  .map(([shape, more]) => ({ ...shape, ...more }));

/** A batch that fits a loss: the same for the same shape. */
export function richBatch(
  shape: RichShape,
  loss: RetrievalLossFunction,
  samplingCorrection: boolean,
): RetrievalBatch {
  const random = createGenerator(shape.seed, "rich");
  const { samplingProbability, ...batch } = randomBatch({
    ...shape,
    probabilities: shape.probabilities === "none" ? "by row" : shape.probabilities,
  });
  const { candidates, queries } = shape;
  const isBatch = loss.columns === "batch";
  const hasExtra = loss.columns !== "catalogue";
  const extra = hasExtra ? shape.extra : 0;
  const columns = loss.columns === "catalogue" ? candidates : extra + (isBatch ? shape.batch : 0);
  const corrected = samplingCorrection && isBatch && !shape.pairs;
  return {
    ...batch,
    queries: numbers(random, queries * shape.heads * shape.dim),
    ...(shape.heads > 1 && { heads: shape.heads }),
    catalogueSize: candidates + 5,
    ...(hasExtra && { extraSlots: slots(random, extra, candidates) }),
    ...(corrected && samplingProbability && { samplingProbability }),
    ...(corrected && { extraProbability: probabilities(random, extra) }),
    ...(shape.pairs &&
      samplingCorrection && { pairProbability: probabilities(random, shape.batch * columns) }),
    ...(shape.forbidden && { forbidden: lists(random, queries, batch.itemIds ?? candidates) }),
    ...(shape.mask && { scoreMask: mask(random, { batch, columns, columnsOf: loss.columns }) }),
    ...(shape.rowNegatives && {
      rowNegatives: negatives(random, batch, { candidates, samplingCorrection }),
    }),
  };
}

const numbers = (random: Generator, length: number) =>
  Float32Array.from({ length }, () => 2 * random.uniform() - 1);

const slots = (random: Generator, length: number, bound: number) =>
  Int32Array.from({ length }, () => random.below(bound));

const probabilities = (random: Generator, length: number) =>
  Float64Array.from({ length }, () => 0.05 + 0.95 * random.uniform());

/** Up to three items a query, among them such as no candidate has. */
function lists(random: Generator, rows: number, items: Int32Array | number) {
  const offsets = new Int32Array(rows + 1);
  const itemIds: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let n = random.below(4); n > 0; n--) {
      const at = random.below((typeof items === "number" ? items : items.length) + 1);
      itemIds.push(typeof items === "number" ? at : (items[at] ?? -99));
    }
    offsets[row + 1] = itemIds.length;
  }
  return { offsets, itemIds: Int32Array.from(itemIds) };
}

function mask(
  random: Generator,
  of: { batch: RetrievalBatch; columns: number; columnsOf: RetrievalLossFunction["columns"] },
): Uint8Array {
  const { candidateSlots } = of.batch;
  const own = (row: number) =>
    of.columnsOf === "batch" ? row : of.columnsOf === "catalogue" ? candidateSlots[row] : -1;
  return Uint8Array.from({ length: candidateSlots.length * of.columns }, (_, i) =>
    i % of.columns === own(Math.floor(i / of.columns)) || random.below(3) > 0 ? 1 : 0,
  );
}

function negatives(
  random: Generator,
  batch: RetrievalBatch,
  of: { readonly candidates: number; readonly samplingCorrection: boolean },
) {
  const itemOf = (slot: number) => batch.itemIds?.[slot] ?? slot;
  const offsets = [0];
  const chosen: number[] = [];
  for (const own of batch.candidateSlots) {
    for (let n = random.below(3); n > 0; n--) {
      const slot = random.below(of.candidates);
      if (itemOf(slot) !== itemOf(own)) chosen.push(slot);
    }
    offsets.push(chosen.length);
  }
  return {
    offsets: Int32Array.from(offsets),
    slots: Int32Array.from(chosen),
    ...(of.samplingCorrection && { probability: probabilities(random, chosen.length) }),
  };
}
