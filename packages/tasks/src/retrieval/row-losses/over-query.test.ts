import { createGenerator } from "@towerkit/core";
import { createRuntime, type Runtime } from "@towerkit/kernels";
import { expectAllClose } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { bpr } from "./bpr.js";
import { calibratedCrossEntropy } from "./calibrated-cross-entropy.js";
import { cosineContrastive } from "./cosine-contrastive.js";
import { fullSquares } from "./full-squares.js";
import { hinge, warp } from "./hinge.js";
import type { RowLoss } from "./row-loss.js";
import { type RowLossBatch, scoreGradients } from "./score-gradients.js";

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createRuntime({ threads: 1 });
});

const DIM = 4;
const QUERIES = 9;
const CANDIDATES = 40;

/** Queries with up to four rows, candidates that stand up to five times, in pairs of one item. */
function randomBatch(scale: number): RowLossBatch {
  const random = createGenerator(5, "over a query", `${scale}`);
  const numbers = (length: number) =>
    Float32Array.from({ length }, () => scale * (2 * random.uniform() - 1));
  const rows = Array.from({ length: QUERIES }, () => random.below(5));
  const offsets = rows.map((_, query) => rows.slice(0, query).reduce((a, b) => a + b, 0));
  const total = rows.reduce((a, b) => a + b, 0);
  const places = () =>
    random.shuffle(Array.from({ length: CANDIDATES }, (_, candidate) => candidate));
  return {
    queries: numbers(QUERIES * DIM),
    candidates: numbers(CANDIDATES * DIM),
    dim: DIM,
    positiveOffsets: Int32Array.of(...offsets, total),
    positiveCandidates: Int32Array.from(rows.flatMap((count) => places().slice(0, count))),
    positiveWeights: Float64Array.from({ length: total }, () => random.below(4)),
    columnCounts: Float32Array.from({ length: CANDIDATES }, () => random.below(6)),
    items: Int32Array.from({ length: CANDIDATES }, (_, candidate) => candidate >> 1),
    forbidden: {
      offsets: Int32Array.from({ length: QUERIES + 1 }, (_, query) => 2 * query),
      slots: Int32Array.from({ length: 2 * QUERIES }, (_, i) => (7 * i) % CANDIDATES),
    },
    catalogueSize: 60,
  };
}

function resultOf(batch: RowLossBatch, loss: RowLoss) {
  const out = {
    queryGradients: new Float32Array(batch.queries.length),
    candidateGradients: new Float32Array(batch.candidates.length),
  };
  return { ...scoreGradients(batch, loss, { runtime, ...out }), ...out };
}

const rowByRow = ({ overQuery: _, ...loss }: RowLoss): RowLoss => loss;

describe.each([
  bpr(),
  hinge({ margin: 0.5 }),
  warp(),
  cosineContrastive({ margin: 0.1 }),
  calibratedCrossEntropy({ negatives: 20 }),
  fullSquares(),
])("$kind", (loss) => {
  it.each([0.3, 1, 6])("is over a query what it is row by row, for scores of scale %d", (scale) => {
    const batch = randomBatch(scale);
    const [found, expected] = [resultOf(batch, loss), resultOf(batch, rowByRow(loss))];
    expectAllClose([found.loss], [expected.loss], { relative: 1e-6 });
    expect(found.chance).toBe(expected.chance);
    for (const side of ["queryGradients", "candidateGradients"] as const) {
      expectAllClose(found[side], expected[side], { ofLargest: 2e-6 });
    }
    expect(found.loss).toBeGreaterThan(0);
  });
});

describe("scores that are too far apart for float32 powers", () => {
  it.each([bpr(), calibratedCrossEntropy({ samplingRate: 0.5 })])(
    "are left to the rows: $kind",
    (loss) => {
      const batch = randomBatch(40);
      expect(resultOf(batch, loss)).toEqual(resultOf(batch, rowByRow(loss)));
    },
  );
});
