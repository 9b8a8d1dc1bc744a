import { ConfigError, NumericError } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { retrieval } from "./retrieval.js";
import type { RetrievalBatch, RetrievalOptions } from "./types.js";

const runtime = await createRuntime();

describe("retrieval refuses", () => {
  const good: RetrievalBatch = {
    queries: Float32Array.of(1, 2, 3, 4),
    candidates: Float32Array.of(1, 0, 0, 1),
    dim: 2,
    querySlots: Int32Array.of(0, 1, 0),
    candidateSlots: Int32Array.of(0, 1, 1),
    samplingProbability: Float32Array.of(0.5, 0.5, 0.5),
  };
  const given = (changes: Partial<Record<keyof RetrievalBatch, unknown>>, options = {}) =>
    retrieval(options).lossAndGradients({ ...good, ...changes } as RetrievalBatch, { runtime });

  it("settings that cannot work, when it is made", () => {
    const broken = [
      { temperature: 0 },
      { temperature: -1 },
      { temperature: Number.NaN },
      { temperature: Number.POSITIVE_INFINITY },
      { reduction: "none" },
      { samplingCorrection: "yes" },
      { removeAccidentalHits: 1 },
    ];
    for (const options of broken) {
      expect(() => retrieval(options as RetrievalOptions), JSON.stringify(options)).toThrow(
        ConfigError,
      );
    }
  });

  it("a correction without probabilities, and says what to do", () => {
    const { samplingProbability: _, ...without } = good;
    expect(() => retrieval().lossAndGradients(without, { runtime })).toThrow(
      /samplingProbability is missing.*samplingCorrection: false/,
    );
  });

  it("probabilities that would go unused", () => {
    expect(() => given({}, { samplingCorrection: false })).toThrow(/no use for it/);
  });

  it.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY])("a given probability of %d", (p) => {
    expect(() => given({ samplingProbability: Float64Array.of(0.5, p, 0.5) })).toThrow(
      new ConfigError(
        `samplingProbability[1] is ${p}; it must be a finite number from 0 (it is clipped to 1e-6 … 1).`,
      ),
    );
  });

  it.each([0, -0.1, 1.5, Number.NaN])("a counted probability of %d", (p) => {
    const samplingProbability = Float64Array.of(0.5, p, 0.5);
    expect(() => given({ samplingProbability, probabilitiesFrom: "counts" })).toThrow(
      new ConfigError(
        `samplingProbability[1] is ${p}; it must be above 0 and at most 1, as it is counted.`,
      ),
    );
  });

  it("a source of probabilities that there is not", () => {
    expect(() => given({ probabilitiesFrom: "a guess" })).toThrow(/probabilitiesFrom/);
  });

  it("a negative weight, and one that is not finite", () => {
    expect(() => given({ rowWeights: Float32Array.of(1, 1, -2) })).toThrow(ConfigError);
    expect(() => given({ rowWeights: Float32Array.of(1, Number.NaN, 1) })).toThrow(
      new NumericError("rowWeights[1] is NaN; it must be a finite number."),
    );
    expect(() => given({ rowWeights: Float32Array.of(Number.POSITIVE_INFINITY, 1, 1) })).toThrow(
      NumericError,
    );
  });

  it("an embedding that is not finite", () => {
    expect(() => given({ queries: Float32Array.of(1, Number.NaN, 3, 4) })).toThrow(
      /queries\[1\] is NaN/,
    );
    expect(() => given({ candidates: Float32Array.of(1, 2, Number.NEGATIVE_INFINITY, 4) })).toThrow(
      NumericError,
    );
  });

  it("embeddings so large that their scores overflow", () => {
    expect(() => given({ queries: new Float32Array(4).fill(3e38) })).not.toThrow(ConfigError);
    expect(() =>
      given({
        queries: new Float32Array(4).fill(3e38),
        candidates: new Float32Array(4).fill(3e38),
      }),
    ).toThrow(NumericError);
  });

  it.each([
    ["an empty batch", { querySlots: new Int32Array(0), candidateSlots: new Int32Array(0) }],
    ["a query slot that is out of range", { querySlots: Int32Array.of(0, 2, 0) }],
    ["a negative candidate slot", { candidateSlots: Int32Array.of(0, -1, 0) }],
    ["slots of different lengths", { candidateSlots: Int32Array.of(0, 1) }],
    ["too few weights", { rowWeights: Float32Array.of(1) }],
    ["too many probabilities", { samplingProbability: new Float32Array(4).fill(0.5) }],
    ["too few item ids", { itemIds: Int32Array.of(1) }],
    ["embeddings that are no whole rows", { queries: new Float32Array(5) }],
    ["no width", { dim: 0 }],
  ])("%s", (_, changes) => {
    expect(() => given(changes)).toThrow(ConfigError);
  });

  it("gradients of the wrong length", () => {
    expect(() =>
      retrieval().lossAndGradients(good, { runtime, queryGradients: new Float32Array(3) }),
    ).toThrow(/queryGradients must hold 4 values/);
  });
});
