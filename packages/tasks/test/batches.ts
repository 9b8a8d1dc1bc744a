import { createGenerator, type Generator } from "@towerkit/core";
import fc from "fast-check";
import type { RetrievalBatch, RetrievalOptions } from "../src/index.js";

/** How big a random batch is, and what it has. */
export interface BatchShape {
  readonly seed: number;
  readonly queries: number;
  readonly candidates: number;
  readonly dim: number;
  readonly batch: number;
  readonly weights: "none" | "some zero" | "all positive";
  readonly probabilities: "none" | "by candidate" | "by row";
  /** How many different items the candidates are, or "slots" for no ids at all. */
  readonly items: number | "slots";
}

/** A batch with many duplicates, the same for the same shape. */
export function randomBatch(shape: BatchShape): RetrievalBatch {
  const random = createGenerator(shape.seed, "batch");
  const candidateSlots = slots(random, shape.batch, shape.candidates);
  const ofCandidate = floats(shape.candidates, () => probability(random));
  return {
    queries: floats(shape.queries * shape.dim, () => 2 * random.uniform() - 1),
    candidates: floats(shape.candidates * shape.dim, () => 2 * random.uniform() - 1),
    dim: shape.dim,
    querySlots: slots(random, shape.batch, shape.queries),
    candidateSlots,
    ...(shape.weights !== "none" && {
      rowWeights: floats(shape.batch, () =>
        shape.weights === "some zero" && random.below(3) === 0 ? 0 : 4 * random.uniform() + 0.01,
      ),
    }),
    ...(shape.probabilities !== "none" && {
      samplingProbability: floats(shape.batch, (row) =>
        shape.probabilities === "by row"
          ? probability(random)
          : (ofCandidate[candidateSlots[row] as number] as number),
      ),
    }),
    ...(shape.items !== "slots" && {
      itemIds: slots(random, shape.candidates, shape.items).map((item) => item * 1_000_003 - 7),
    }),
  };
}

function floats(length: number, valueAt: (i: number) => number): Float32Array {
  return Float32Array.from({ length }, (_, i) => valueAt(i));
}

function slots(random: Generator, length: number, bound: number): Int32Array {
  return Int32Array.from({ length }, () => random.below(bound));
}

/** From .0001 to 1, the small ones as likely as the large ones. */
function probability(random: Generator): number {
  return 2 ** -random.below(13) * (1 - 0.5 * random.uniform());
}

/** Shapes of small batches. */
export const batchShapes: fc.Arbitrary<BatchShape> = fc.record({
  seed: fc.nat(1_000_000),
  queries: fc.integer({ min: 1, max: 6 }),
  candidates: fc.integer({ min: 1, max: 8 }),
  dim: fc.integer({ min: 1, max: 5 }),
  batch: fc.integer({ min: 1, max: 24 }),
  weights: fc.constantFrom("none", "some zero", "all positive"),
  probabilities: fc.constantFrom("none", "by candidate", "by row"),
  items: fc.oneof(fc.constant("slots" as const), fc.integer({ min: 1, max: 4 })),
});

/** Task options that go with a shape. */
export const taskOptions: fc.Arbitrary<Omit<RetrievalOptions, "samplingCorrection">> = fc.record({
  temperature: fc.constantFrom(0.1, 0.5, 1, 3),
  removeAccidentalHits: fc.boolean(),
  reduction: fc.constantFrom("sum", "mean"),
});
