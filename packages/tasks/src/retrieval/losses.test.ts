import { createRuntime } from "@towerkit/kernels";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lossFormulas } from "../../test/loss-formulas.js";
import { plainRetrieval } from "../../test/plain-retrieval.js";
import { denseShapes, type RichShape, richBatch, richShapes } from "../../test/rich-batches.js";
import { isRowLoss } from "./losses/resolve-loss.js";
import { retrieval } from "./retrieval.js";
import type { RetrievalBatch } from "./types.js";

const runtime = await createRuntime();

const taskSettings = fc.record({
  temperature: fc.constantFrom<number>(0.5, 1, 2),
  reduction: fc.constantFrom("sum" as const, "mean" as const),
  corrects: fc.boolean(),
  removesHits: fc.boolean(),
  hardNegatives: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
});

const plainShape: RichShape = {
  seed: 11,
  queries: 4,
  candidates: 7,
  dim: 3,
  batch: 9,
  weights: "all positive",
  probabilities: "by candidate",
  items: "slots",
  extra: 6,
  forbidden: true,
  rowNegatives: false,
  mask: false,
  pairs: false,
  heads: 1,
};

describe.each(lossFormulas)("retrieval with $kind $settings", (loss, formula) => {
  const cosines = isRowLoss(loss) && loss.usesCosines;
  const { columns } = loss;
  type Settings = typeof taskSettings extends fc.Arbitrary<infer T> ? T : never;
  const taskOf = ({ corrects, removesHits, hardNegatives, ...rest }: Partial<Settings>) => {
    const canChoose = !isRowLoss(loss) && columns !== "catalogue";
    return retrieval({
      ...rest,
      loss,
      ...(hardNegatives !== undefined && { hardNegatives }),
      ...(canChoose && corrects !== undefined && { samplingCorrection: corrects }),
      ...(!isRowLoss(loss) &&
        columns !== "drawn" &&
        removesHits !== undefined && { removeAccidentalHits: removesHits }),
    });
  };
  const scaleOf = (batch: RetrievalBatch) =>
    1e-5 *
    Array.from(batch.querySlots, (_, r) => batch.rowWeights?.[r] ?? 1).reduce((a, b) => a + b) *
    Math.max(1, ...Object.values(loss.settings));

  const agrees = (shape: RichShape, options: Settings) => {
    const task = taskOf(options);
    const { settings } = task;
    const batch = richBatch(shape, loss, settings.samplingCorrection);
    const plain = plainRetrieval(batch, { settings, columns, formula, cosines });
    const result = task.lossAndGradients(batch, { runtime });
    expectAllClose([result.lossSum], [plain], { relative: 2e-5, absolute: scaleOf(batch) });
    const queries = new Float32Array(batch.queries.length);
    const atZero = plainRetrieval(
      { ...batch, queries },
      {
        settings,
        columns,
        formula,
        cosines: false,
      },
    );
    expectAllClose([result.chanceSum], [atZero], { relative: 1e-6, absolute: 1e-6 });
    return { task, batch, result };
  };

  it("is its formula over a row's negatives, and has the gradients of the path row by row", () => {
    fc.assert(
      fc.property(richShapes, taskSettings, (shape, options) => {
        const { task, batch, result } = agrees(shape, options);
        const width =
          columns === "catalogue"
            ? shape.candidates
            : (batch.extraSlots?.length ?? 0) + (columns === "batch" ? shape.batch : 0);
        const scoreMask = new Uint8Array(shape.batch * width).fill(1);
        const rowByRow = task.lossAndGradients({ ...batch, scoreMask }, { runtime });
        const closeness = { ofLargest: 2e-5, absolute: scaleOf(batch) };
        expectAllClose(result.queryGradients, rowByRow.queryGradients, closeness);
        expectAllClose(result.candidateGradients, rowByRow.candidateGradients, closeness);
      }),
      { numRuns: 40 },
    );
  });

  it("is that formula with masks, probabilities of pairs, negatives of rows and heads too", () => {
    fc.assert(
      fc.property(denseShapes, taskSettings, (shape, options) => {
        agrees(shape, options);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ["distinct rows", {}, {}],
    ["the hardest negatives", {}, { hardNegatives: 3 }],
    ["several heads", { heads: 2 }, {}],
    ["rows of all kinds", { heads: 2, mask: true, pairs: true, rowNegatives: true }, {}],
  ])("has the derivative that central differences measure: %s", (_, more, options) => {
    const task = taskOf({ ...options, temperature: 0.8, reduction: "mean" });
    const { settings } = task;
    const batch = richBatch({ ...plainShape, ...more }, loss, settings.samplingCorrection);
    const result = task.lossAndGradients(batch, { runtime });
    const of = { settings, columns, formula, cosines };
    const { weightSum } = result;
    checkGradient({
      f: (queries) => plainRetrieval(batch, of, { queries }) / weightSum,
      point: Float64Array.from(batch.queries),
      gradient: result.queryGradients,
      tolerance: 5e-6,
    });
    checkGradient({
      f: (candidates) => plainRetrieval(batch, of, { candidates }) / weightSum,
      point: Float64Array.from(batch.candidates),
      gradient: result.candidateGradients,
      tolerance: 5e-6,
    });
  });

  it("comes back from the JSON of its settings", () => {
    const task = taskOf({ temperature: 0.5 });
    const again = retrieval(JSON.parse(JSON.stringify(task.settings)));
    expect(again.settings).toEqual(task.settings);
    const batch = richBatch(plainShape, loss, task.settings.samplingCorrection);
    expect(again.lossAndGradients(batch, { runtime })).toEqual(
      task.lossAndGradients(batch, { runtime }),
    );
  });
});
