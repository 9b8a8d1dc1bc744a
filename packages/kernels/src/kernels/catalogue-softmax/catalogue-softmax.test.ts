import { createGenerator } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBatch, type Batch, distinctBatch } from "../../../test/batch.js";
import { anySoftmax } from "../../../test/softmax-fuzz.js";
import { Scratch } from "../../runtime/scratch.js";
import { softmax } from "../in-batch-softmax/plain.js";
import type { CatalogueSoftmaxInput } from "./input.js";
import { catalogueSoftmaxKernel } from "./kernel.js";

function inputOf(batch: Batch): CatalogueSoftmaxInput {
  const distinct = distinctBatch(batch);
  return {
    queries: Float32Array.from(distinct.queries),
    candidates: Float32Array.from(distinct.candidates),
    dim: batch.dim,
    positiveOffsets: Int32Array.from(distinct.positiveOffsets),
    positiveCandidates: Int32Array.from(distinct.positiveCandidates),
    positiveWeights: Float32Array.from(distinct.positiveWeights),
    temperature: batch.temperature,
    queryGradients: new Float32Array(distinct.queries.length).fill(Number.NaN),
    candidateGradients: new Float32Array(distinct.candidates.length).fill(Number.NaN),
  };
}

const run = (input: CatalogueSoftmaxInput) => catalogueSoftmaxKernel.plain(input, new Scratch());

/** For each row a softmax over all candidates, in float64, straight from the definition. */
function plainly({ dim, temperature, queries, candidates, rows }: Batch) {
  let loss = 0;
  const queryGradients = new Float64Array(queries.length * dim);
  const candidateGradients = new Float64Array(candidates.length * dim);
  for (const row of rows) {
    const query = queries[row.query];
    const scores = candidates.map(
      (candidate) => candidate.reduce((sum, value, d) => sum + value * query[d], 0) / temperature,
    );
    const z = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    loss += row.weight * (Math.log(z) - scores[row.candidate]);
    for (const [c, score] of scores.entries()) {
      const label = c === row.candidate ? 1 : 0;
      const gradient = (row.weight * (Math.exp(score) / z - label)) / temperature;
      for (let d = 0; d < dim; d++) {
        queryGradients[row.query * dim + d] += gradient * candidates[c][d];
        candidateGradients[c * dim + d] += gradient * query[d];
      }
    }
  }
  return { loss, queryGradients, candidateGradients };
}

describe("catalogue softmax", () => {
  it("agrees with the softmax of each row over all candidates, in the batch or not", () => {
    fc.assert(
      fc.property(anyBatch({ largestProduct: 4 }), (batch) => {
        const input = inputOf(batch);
        const { loss } = run(input);
        const expected = plainly(batch);
        const weight = batch.rows.reduce((sum, row) => sum + row.weight, 0);
        expectAllClose([loss], [expected.loss], { relative: 1e-5, absolute: 1e-5 * weight });
        const absolute = (3e-6 * weight) / batch.temperature;
        expectAllClose(input.queryGradients, expected.queryGradients, { absolute });
        expectAllClose(input.candidateGradients, expected.candidateGradients, { absolute });
      }),
      { numRuns: 300 },
    );
  });

  it("costs each row log(candidates) where all scores are equal", () => {
    const { loss } = run({
      queries: Float32Array.of(0, 0),
      candidates: new Float32Array(2000).fill(0.5),
      dim: 2,
      positiveOffsets: Int32Array.of(0, 2),
      positiveCandidates: Int32Array.of(7, 999),
      positiveWeights: Float32Array.of(1, 2),
      queryGradients: new Float32Array(2),
      candidateGradients: new Float32Array(2000),
    });
    expect(loss).toBeCloseTo(3 * Math.log(1000), 4);
  });

  it("has the bits of the in-batch softmax in which every candidate is one column", () => {
    const batch = () => anySoftmax(createGenerator(42, "catalogue or batch"));
    const { columnWeights, ...catalogue } = batch();
    const ones = { ...batch(), columnWeights: columnWeights.map(() => 1) };
    const inBatch = softmax(ones, new Scratch());
    expect(run(catalogue)).toEqual(inBatch);
    expect(catalogue.queryGradients).toEqual(ones.queryGradients);
    expect(catalogue.candidateGradients).toEqual(ones.candidateGradients);
  });

  it("does not heed what only a batch has", () => {
    const { columnWeights: _, ...catalogue } = anySoftmax(createGenerator(42, "catalogue alone"));
    const { loss } = run(catalogue);
    const more = { columnWeights: "none", removeAccidentalHits: true, hardNegatives: { count: 1 } };
    expect(run({ ...catalogue, ...more }).loss).toBe(loss);
  });
});
