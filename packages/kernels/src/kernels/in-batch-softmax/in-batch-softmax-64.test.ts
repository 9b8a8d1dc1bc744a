import { ConfigError, NumericError } from "@towerkit/core";
import { checkGradient, expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBatch } from "../../../test/batch.js";
import {
  hasClearOrder,
  largestPossibleGradient,
  plainSoftmax,
} from "../../../test/plain-softmax.js";
import { softmaxInput64 } from "../../../test/softmax-input.js";
import { inBatchSoftmax64 } from "./in-batch-softmax-64.js";

describe("in-batch softmax in float64", () => {
  it("agrees with the softmax over the whole batch to 1e-12 of each tensor's largest value", () => {
    fc.assert(
      fc.property(anyBatch({ largestProduct: 8 }), (batch) => {
        fc.pre(hasClearOrder(batch, 1e-9));
        const input = softmaxInput64(batch);
        const { loss } = inBatchSoftmax64(input);
        const expected = plainSoftmax(batch);
        const rounding = 1e-14 * largestPossibleGradient(batch);
        const weight = batch.rows.reduce((sum, row) => sum + row.weight, 0);
        expectAllClose([loss], [expected.loss], { relative: 1e-12, absolute: 1e-13 * weight });
        const closeness = { ofLargest: 1e-12, absolute: rounding };
        expectAllClose(input.queryGradients, expected.queryGradients, closeness);
        expectAllClose(input.candidateGradients, expected.candidateGradients, closeness);
      }),
      { numRuns: 800 },
    );
  });

  it("has gradients that central differences of its loss confirm", () => {
    fc.assert(
      fc.property(anyBatch({ largestProduct: 4 }), (batch) => {
        fc.pre(hasClearOrder(batch, 0.1));
        const input = softmaxInput64(batch);
        inBatchSoftmax64(input);
        const scratch = softmaxInput64(batch);
        const rounding = 1e-9 * largestPossibleGradient(batch);
        fc.pre(Math.max(...input.queryGradients.map(Math.abs)) > rounding * 1e4);
        checkGradient({
          f: (queries) => inBatchSoftmax64({ ...scratch, queries }).loss,
          point: input.queries,
          gradient: input.queryGradients,
          tolerance: 1e-5,
        });
        fc.pre(Math.max(...input.candidateGradients.map(Math.abs)) > rounding * 1e4);
        checkGradient({
          f: (candidates) => inBatchSoftmax64({ ...scratch, candidates }).loss,
          point: input.candidates,
          gradient: input.candidateGradients,
          tolerance: 1e-5,
        });
      }),
      { numRuns: 100 },
    );
  });

  it("refuses float32 arrays and numbers that are not finite", () => {
    const input = softmaxInput64(
      fc.sample(anyBatch({ largestProduct: 8 }), { numRuns: 1, seed: 1 })[0],
    );
    const float32 = new Float32Array(input.queries) as unknown as Float64Array;
    expect(() => inBatchSoftmax64({ ...input, queries: float32 })).toThrow(ConfigError);
    const spoilt = input.queries.slice();
    spoilt[0] = Number.NaN;
    expect(() => inBatchSoftmax64({ ...input, queries: spoilt })).toThrow(NumericError);
  });
});
