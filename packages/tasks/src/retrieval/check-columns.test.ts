import { ConfigError } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { fullSoftmax, mixedNegatives, sampledSoftmax } from "./losses/softmax-losses.js";
import { retrieval } from "./retrieval.js";
import { bpr } from "./row-losses/bpr.js";
import { calibratedCrossEntropy } from "./row-losses/calibrated-cross-entropy.js";
import { hinge } from "./row-losses/hinge.js";
import type { RetrievalBatch, RetrievalOptions } from "./types.js";

const runtime = await createRuntime({ threads: 1 });

const good: RetrievalBatch = {
  queries: Float32Array.of(1, 2, 3, 4),
  candidates: Float32Array.of(1, 0, 0, 1),
  dim: 2,
  querySlots: Int32Array.of(0, 1, 0),
  candidateSlots: Int32Array.of(0, 1, 1),
};

const given = (changes: object, options: RetrievalOptions = { samplingCorrection: false }) =>
  retrieval(options).lossAndGradients({ ...good, ...changes } as RetrievalBatch, { runtime });

describe("retrieval refuses, when it is made,", () => {
  it.each([
    [{ hardNegatives: 0 }, "hardNegatives must be a whole number of at least 1, got 0"],
    [{ hardNegatives: -1 }, "hardNegatives must be"],
    [{ hardNegatives: Number.NaN }, "hardNegatives must be"],
    [{ loss: { kind: "triplet" } }, "loss must be one of inBatchSoftmax(…)"],
    [{ loss: null }, "loss must be one of"],
    [{ loss: { kind: "hinge", margin: -1 } }, "hinge margin"],
    [{ loss: { kind: "sampledSoftmax" } }, "sampledSoftmax negatives must be a whole number"],
    [{ loss: { kind: "mixedNegatives", uniform: 0.5 } }, "mixedNegatives uniform"],
    [{ loss: fullSoftmax(), samplingCorrection: true }, "has no sampling to correct for"],
    [{ loss: bpr(), samplingCorrection: true }, "has no sampling to correct for"],
    [{ loss: hinge(), removeAccidentalHits: false }, "never takes a row's own item"],
  ])("%j", (options, message) => {
    const make = () => retrieval(options as RetrievalOptions);
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(message);
  });

  it("losses that cannot work", () => {
    expect(() => bpr({ negatives: 0 })).toThrow("bpr negatives must be a whole number");
    expect(() => mixedNegatives({ uniform: -1 })).toThrow(ConfigError);
    expect(() => calibratedCrossEntropy({})).toThrow("samplingRate is missing");
  });
});

describe("retrieval refuses", () => {
  it.each([
    [
      "more queries than columns",
      { querySlots: Int32Array.of(0, 1, 0, 1) },
      "candidateSlots must hold 4 values, got 3",
    ],
    ["an extra slot out of range", { extraSlots: Int32Array.of(2) }, "extraSlots[0] is 2"],
    ["heads that do not divide the queries", { heads: 3 }, "no multiple of heads × dim (3 × 2)"],
    ["no heads", { heads: 0 }, "heads must be a whole number of at least 1"],
    [
      "forbidden lists for too few queries",
      { forbidden: { offsets: Int32Array.of(0, 1), itemIds: Int32Array.of(1) } },
      "forbidden.offsets must hold 3 values",
    ],
    [
      "forbidden offsets that fall",
      { forbidden: { offsets: Int32Array.of(0, 2, 1), itemIds: Int32Array.of(1) } },
      "forbidden.offsets[2] is 1, less than the 2 before it",
    ],
    [
      "forbidden offsets that end early",
      { forbidden: { offsets: Int32Array.of(0, 0, 0), itemIds: Int32Array.of(1) } },
      "must begin with 0 and end with 1, got 0 to 0",
    ],
    [
      "a row's own item as its negative",
      { rowNegatives: { offsets: Int32Array.of(0, 0, 1, 1), slots: Int32Array.of(1) } },
      "rowNegatives.slots[0] is 1, the item that row 1 chose",
    ],
    [
      "an unused probability of a row's negative",
      {
        rowNegatives: {
          offsets: Int32Array.of(0, 1, 1, 1),
          slots: Int32Array.of(1),
          probability: Float64Array.of(1),
        },
      },
      "rowNegatives.probability was given to a task with samplingCorrection: false",
    ],
    ["a mask of the wrong shape", { scoreMask: new Uint8Array(8) }, "scoreMask must hold 9 values"],
    [
      "a mask that hides a positive",
      { scoreMask: Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 1, 1) },
      "scoreMask hides the positive of row 1 (column 1)",
    ],
    ["a mask of other numbers", { scoreMask: new Uint8Array(9).fill(2) }, "scoreMask[0] is 2"],
    ["a catalogue of nothing", { catalogueSize: 0 }, "catalogueSize must be a whole number"],
  ])("%s", (_, changes, message) => {
    expect(() => given(changes)).toThrow(ConfigError);
    expect(() => given(changes)).toThrow(message);
  });

  it("forbidden offsets that fall and yet end where they should", () => {
    const forbidden = { offsets: Int32Array.of(0, 3, 2), itemIds: Int32Array.of(1, 1) };
    expect(() => given({ forbidden })).toThrow("less than the 3 before it");
  });

  it("probabilities that are missing, doubled or out of range", () => {
    const samplingProbability = Float64Array.of(0.5, 0.5, 0.5);
    const extraSlots = Int32Array.of(0);
    const corrected = (changes: object) => () => given({ samplingProbability, ...changes }, {});
    const pairProbability = new Float64Array(9).fill(0.5);
    expect(corrected({ extraSlots })).toThrow("extraProbability is missing");
    expect(corrected({ extraProbability: Float64Array.of(1) })).toThrow("without extraSlots");
    expect(corrected({ extraSlots, extraProbability: Float64Array.of(-1) })).toThrow(
      "extraProbability[0] is -1",
    );
    expect(corrected({ pairProbability })).toThrow("leave out samplingProbability");
    expect(() => given({ pairProbability: pairProbability.slice(1) }, {})).toThrow(
      "pairProbability must hold 9 values, got 8",
    );
    expect(() => given({ pairProbability: new Float64Array(9).fill(-2) }, {})).toThrow(
      "pairProbability[0] is -2",
    );
    const rowNegatives = { offsets: Int32Array.of(0, 1, 1, 1), slots: Int32Array.of(1) };
    expect(corrected({ rowNegatives })).toThrow("rowNegatives.probability is missing");
  });

  it("a batch without what its loss draws or reckons with, or with what it has no use for", () => {
    const extraSlots = Int32Array.of(0, 1);
    const sampled = { loss: sampledSoftmax({ negatives: 2 }) };
    expect(() => given({}, sampled)).toThrow("extraSlots is missing: sampledSoftmax needs 2 items");
    expect(() => given({ extraSlots }, sampled)).toThrow("catalogueSize is missing");
    expect(() =>
      given({ extraSlots, catalogueSize: 2, extraProbability: Float64Array.of(1, 1) }, sampled),
    ).toThrow("has no use for extraProbability");
    expect(() => given({ extraSlots }, { loss: calibratedCrossEntropy({ negatives: 2 }) })).toThrow(
      "catalogueSize is missing: calibratedCrossEntropy",
    );
    expect(() => given({ extraSlots }, { loss: fullSoftmax() })).toThrow("leave out extraSlots");
    expect(() => given({ samplingProbability: Float64Array.of(1, 1, 1) }, { loss: bpr() })).toThrow(
      "samplingProbability was given to a task that corrects for no sampling",
    );
  });
});
