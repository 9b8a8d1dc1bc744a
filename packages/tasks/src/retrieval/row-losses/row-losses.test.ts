import { createGenerator } from "@towerkit/core";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { bpr } from "./bpr.js";
import { calibratedCrossEntropy } from "./calibrated-cross-entropy.js";
import { cosineContrastive } from "./cosine-contrastive.js";
import { fullSquares } from "./full-squares.js";
import { hinge, warp } from "./hinge.js";
import type { RowLoss } from "./row-loss.js";
import { type RowLossBatch, scoreGradients } from "./score-gradients.js";

/** The loss of a batch, and its gradients in arrays of their own. */
function sumOf(batch: RowLossBatch, loss: RowLoss) {
  const gradients = {
    queries: new Float32Array(batch.queries.length),
    candidates: new Float32Array(batch.candidates.length),
  };
  const sums = scoreGradients(batch, loss, {
    runtime,
    queryGradients: gradients.queries,
    candidateGradients: gradients.candidates,
  });
  return { ...sums, gradients };
}

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime({ threads: 1 });
});

/**
 * A row's loss in float64, by its formula: the own score, the negatives with repeats, and what the rows of its
 * query weigh together.
 */
type Formula = (own: number, negatives: readonly number[], queryWeight: number) => number;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length);
const log1pExp = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const losses: [RowLoss, Formula][] = [
  [bpr(), (own, negatives) => mean(negatives.map((s) => log1pExp(s - own)))],
  [hinge(), (own, negatives) => mean(negatives.map((s) => Math.max(0, 1 - own + s)))],
  [
    hinge({ margin: 0.2 }),
    (own, negatives) => mean(negatives.map((s) => Math.max(0, 0.2 - own + s))),
  ],
  [
    cosineContrastive({ margin: 0.1, negativeWeight: 3 }),
    (own, negatives) => 1 - own + 3 * mean(negatives.map((s) => Math.max(0, s - 0.1))),
  ],
  [
    calibratedCrossEntropy({ samplingRate: 0.25, calibration: 0.5 }),
    // β = 0.25 · (0.5 · (1 − 4) + 4)
    (own, negatives) => 0.625 * log1pExp(-own) + sum(negatives.map(log1pExp)),
  ],
  [
    fullSquares({ unobservedWeight: 4 }),
    (own, negatives, queryWeight) =>
      (1 - own) ** 2 + (4 / queryWeight) * sum(negatives.map((s) => s * s)),
  ],
];

const DIM = 3;
const QUERIES = 4;
const CANDIDATES = 5;

function randomBatch(): RowLossBatch {
  const random = createGenerator(21, "batch");
  const numbers = (length: number) => Float32Array.from({ length }, () => 2 * random.uniform() - 1);
  return {
    queries: numbers(QUERIES * DIM),
    candidates: numbers(CANDIDATES * DIM),
    dim: DIM,
    positiveOffsets: Int32Array.of(0, 2, 2, 3, 5),
    positiveCandidates: Int32Array.of(0, 3, 1, 1, 4),
    positiveWeights: Float32Array.of(1, 0.5, 2, 1, 3),
    columnCounts: Float32Array.of(1, 2, 0, 3, 1),
    // Candidates 1 and 3 are one item.
    items: Int32Array.of(0, 7, 2, 7, 4),
  };
}

/** Σ weight × loss, row by row, with the definition of a row's negatives. */
function plainLoss(
  batch: RowLossBatch,
  formula: Formula,
  queries: Float64Array,
  candidates: Float64Array,
) {
  const score = (u: number, c: number) =>
    sum(Array.from({ length: DIM }, (_, d) => queries[u * DIM + d] * candidates[c * DIM + d]));
  let total = 0;
  for (let u = 0; u < QUERIES; u++) {
    const queryWeight = sum([
      ...batch.positiveWeights.slice(batch.positiveOffsets[u], batch.positiveOffsets[u + 1]),
    ]);
    for (let p = batch.positiveOffsets[u]; p < batch.positiveOffsets[u + 1]; p++) {
      const own = batch.positiveCandidates[p];
      const negatives = Array.from({ length: CANDIDATES }, (_, c) =>
        batch.items[c] === batch.items[own] ? [] : Array(batch.columnCounts[c]).fill(score(u, c)),
      ).flat();
      total += batch.positiveWeights[p] * formula(score(u, own), negatives, queryWeight);
    }
  }
  return total;
}

describe.each(losses)("$kind $settings", (loss, formula) => {
  it("is its formula over a row's negatives, and has its derivative", () => {
    const batch = randomBatch();
    const [queries, candidates] = [
      Float64Array.from(batch.queries),
      Float64Array.from(batch.candidates),
    ];
    const found = sumOf(batch, loss);
    expectAllClose([found.loss], [plainLoss(batch, formula, queries, candidates)], {
      relative: 1e-6,
    });
    checkGradient({
      f: (point) => plainLoss(batch, formula, point, candidates),
      point: queries,
      gradient: found.gradients.queries,
      tolerance: 2e-6,
    });
    checkGradient({
      f: (point) => plainLoss(batch, formula, queries, point),
      point: candidates,
      gradient: found.gradients.candidates,
      tolerance: 2e-6,
    });
  });

  it("is nothing but the own score's part for a row without negatives", () => {
    const alone = { ...randomBatch(), columnCounts: new Float32Array(CANDIDATES) };
    const { queries, candidates } = alone;
    const expected = plainLoss(
      alone,
      formula,
      Float64Array.from(queries),
      Float64Array.from(candidates),
    );
    expectAllClose([sumOf(alone, loss).loss], [expected], {
      relative: 1e-6,
      absolute: 1e-12,
    });
  });
});

describe("warp", () => {
  it("weighs a row's violations by how many there are, worked by hand", () => {
    const gradients = new Float32Array(4);
    const row = {
      positive: 0,
      scores: Float32Array.of(0.5, -2, 1, 0),
      counts: Float32Array.of(1, 1, 2, 0),
      total: 4,
      queryWeight: 1,
    };
    const { loss, positiveGradient } = warp().compute(row, gradients, runtime);
    // Three violations of 1.5, 2 and 2, times (1 + 1/2 + 1/3) / 3.
    const scale = (1 + 1 / 2 + 1 / 3) / 3;
    expect(loss).toBeCloseTo(5.5 * scale, 12);
    expectAllClose(gradients, [scale, 0, 2 * scale, 0], { relative: 1e-6 });
    expect(positiveGradient).toBeCloseTo(-3 * scale, 12);
  });

  it("costs nothing where every negative is below by the margin", () => {
    const row = {
      positive: 5,
      scores: Float32Array.of(1, 2),
      counts: Float32Array.of(1, 1),
      total: 2,
      queryWeight: 1,
    };
    expect(warp().compute(row, new Float32Array(2), runtime)).toEqual({
      loss: 0,
      positiveGradient: -0,
    });
  });
});

describe("losses of rows", () => {
  it("refuse settings that cannot work", () => {
    expect(() => hinge({ margin: 0 })).toThrow(/hinge margin/);
    expect(() => warp({ margin: Number.NaN })).toThrow(/warp margin/);
    expect(() => cosineContrastive({ margin: 1 })).toThrow(/margin must be from -1 to below 1/);
    expect(() => cosineContrastive({ negativeWeight: 0 })).toThrow(/negativeWeight/);
    expect(() => fullSquares({ unobservedWeight: 0 })).toThrow(/fullSquares unobservedWeight/);
    expect(() => calibratedCrossEntropy({ samplingRate: 0 })).toThrow(/samplingRate/);
    expect(() => calibratedCrossEntropy({ samplingRate: 0.1, offset: -31 })).toThrow(/offset/);
    expect(() => calibratedCrossEntropy({ samplingRate: 0.1, calibration: 2 })).toThrow(
      /calibration/,
    );
  });

  it("are plain cross-entropy without calibration, and with every item a negative", () => {
    const settings = {
      positive: 0.3,
      scores: Float32Array.of(1),
      counts: Float32Array.of(1),
      total: 1,
      queryWeight: 1,
    };
    const of = (options: { samplingRate: number; calibration: number }) =>
      calibratedCrossEntropy(options).compute(settings, new Float32Array(1), runtime).loss;
    const plain = Math.log1p(Math.exp(-0.3)) + Math.log1p(Math.exp(1));
    expect(of({ samplingRate: 0.1, calibration: 0 })).toBeCloseTo(plain, 6);
    expect(of({ samplingRate: 1, calibration: 1 })).toBeCloseTo(plain, 6);
  });

  it("begin where no other constant score would cost less, by the default offset", () => {
    const loss = calibratedCrossEntropy({ negatives: 3 });
    const row = { counts: Float32Array.of(2, 1), total: 3, queryWeight: 1, catalogueSize: 50 };
    const costAt = (score: number) =>
      loss.compute(
        { ...row, positive: score, scores: Float32Array.of(score, score) },
        new Float32Array(2),
        runtime,
      ).loss;
    const [below, at, above] = [costAt(-0.1), costAt(0), costAt(0.1)];
    expect(at).toBeLessThan(Math.min(below, above));
    expectAllClose([below], [above], { relative: 1e-3 });
  });
});
