import { ConfigError, NumericError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import {
  accumulate,
  adagrad,
  best,
  catalogue,
  each,
  f32,
  gather,
  i32,
  product,
  ranks,
  scores,
  softmax,
} from "../../test/kernel-inputs.js";
import { createRuntime } from "../runtime/create-runtime.js";
import type { Runtime } from "../runtime/types.js";

/** The kernels by name, each with input that is right and how to make it wrong. */
const wrongInput: {
  [K in
    | "catalogueSoftmax"
    | "inBatchSoftmax"
    | "matrixProduct"
    | "exp"
    | "log"
    | "tanh"
    | "scores"
    | "countRanks"
    | "topK"
    | "gatherRows"
    | "accumulateRows"
    | "adagradRows"]: {
    good: () => Parameters<Runtime[K]>[0];
    bad: [what: string, change: object, message: RegExp, error?: typeof NumericError][];
  };
} = {
  inBatchSoftmax: {
    good: softmax,
    bad: [
      ["a negative dim", { dim: -2 }, /dim must be a whole number of at least 1, got -2/],
      ["a fractional dim", { dim: 1.5 }, /dim/],
      ["a dim that is not a number", { dim: Number.NaN }, /dim/],
      ["queries of half a row", { queries: f32(1, 2, 3) }, /queries must hold whole rows of 2/],
      ["a plain array", { queries: [1, 2, 3, 4] }, /queries must be a Float32Array/],
      ["float64 candidates", { candidates: new Float64Array(6) }, /got Float64Array/],
      [
        "a column weight too few",
        { columnWeights: f32(1, 1) },
        /columnWeights must hold 3 values, got 2/,
      ],
      ["a negative column weight", { columnWeights: f32(1, -1, 1) }, /columnWeights\[1\] is -1/],
      ["offsets too few", { positiveOffsets: i32(0, 3) }, /positiveOffsets must hold 3 values/],
      [
        "offsets that fall",
        { positiveOffsets: i32(0, 4, 3) },
        /positiveOffsets\[2\] is 3, less than the 4/,
      ],
      ["offsets from 1", { positiveOffsets: i32(1, 1, 3) }, /positiveOffsets\[0\] must be 0/],
      ["offsets that end early", { positiveOffsets: i32(0, 1, 2) }, /must end with 3, got 2/],
      [
        "a candidate there is not",
        { positiveCandidates: i32(2, 0, 3) },
        /positiveCandidates\[2\] is 3/,
      ],
      [
        "a candidate below 0",
        { positiveCandidates: i32(-1, 0, 1) },
        /positiveCandidates\[0\] is -1/,
      ],
      ["a weight too many", { positiveWeights: f32(1, 1, 1, 1) }, /positiveWeights/],
      ["a negative weight", { positiveWeights: f32(1, -1, 1) }, /positiveWeights\[1\]/],
      ["a temperature of 0", { temperature: 0 }, /temperature/],
      ["a negative temperature", { temperature: -1 }, /temperature/],
      ["a temperature beyond float32", { temperature: 1e-50 }, /temperature/],
      ["short query gradients", { queryGradients: f32(0) }, /queryGradients must hold 4/],
      [
        "short candidate gradients",
        { candidateGradients: f32(0) },
        /candidateGradients must hold 6/,
      ],
      [
        "NaN in a query",
        { queries: f32(1, Number.NaN, 3, 4) },
        /queries\[1\] is NaN/,
        NumericError,
      ],
      [
        "infinity in a candidate",
        { candidates: f32(1, 2, 3, 4, 5, Infinity) },
        /candidates\[5\]/,
        NumericError,
      ],
      [
        "NaN in a column weight",
        { columnWeights: f32(1, Number.NaN, 1) },
        /columnWeights\[1\]/,
        NumericError,
      ],
      [
        "NaN in a weight",
        { positiveWeights: f32(1, 1, Number.NaN) },
        /positiveWeights\[2\]/,
        NumericError,
      ],
    ],
  },
  catalogueSoftmax: {
    good: catalogue,
    bad: [
      ["dim 0", { dim: 0 }, /dim must be a whole number of at least 1/],
      ["candidates of half a row", { candidates: f32(1, 2, 3) }, /candidates must hold whole rows/],
      ["a candidate there is not", { positiveCandidates: i32(2, 3) }, /positiveCandidates\[1\]/],
      ["offsets that end late", { positiveOffsets: i32(0, 1, 3) }, /must end with 2, got 3/],
      ["a negative weight", { positiveWeights: f32(1, -1) }, /positiveWeights\[1\] is -1/],
      ["a temperature of 0", { temperature: 0 }, /temperature/],
      ["short gradients", { candidateGradients: f32(7) }, /candidateGradients must hold 6/],
      [
        "NaN in a query",
        { queries: f32(1, Number.NaN, 3, 4) },
        /queries\[1\] is NaN/,
        NumericError,
      ],
    ],
  },
  matrixProduct: {
    good: product,
    bad: [
      ["negative rows", { rows: -2 }, /rows must be a whole number of at least 0, got -2/],
      ["a fractional inner", { inner: 0.5 }, /inner/],
      ["columns that are not a number", { columns: Number.NaN }, /columns/],
      ["a left of another size", { left: f32(1, 2, 3) }, /left must hold 4 values, got 3/],
      ["a right of another size", { right: f32(1, 2, 3) }, /right must hold 2 values, got 3/],
      ["a float64 right", { right: new Float64Array(2) }, /got Float64Array/],
      ["an unknown layout", { transposed: "both" }, /transposed must be one of "left", "right"/],
      ["too small an out", { out: f32(7) }, /out must hold 2 values, got 1/],
      ["an out that is also an input", overlapping(), /out and right share memory/],
    ],
  },
  exp: { good: each, bad: wrongOfEach() },
  log: { good: each, bad: wrongOfEach() },
  tanh: { good: each, bad: wrongOfEach() },
  scores: {
    good: scores,
    bad: [
      ["dim 0", { dim: 0 }, /dim/],
      ["candidates of half a row", { candidates: f32(1, 2, 3) }, /candidates must hold whole rows/],
      ["too small an out", { out: f32(7) }, /out must hold 2 values, got 1/],
      ["NaN in a query", { queries: f32(1, Number.NaN) }, /queries\[1\]/, NumericError],
    ],
  },
  countRanks: {
    good: ranks,
    bad: [
      ["no candidates", { numCandidates: 0 }, /numCandidates/],
      ["scores of half a row", { scores: f32(1, 2, 3) }, /scores must hold whole rows/],
      ["a positive there is not", { positives: i32(0, 2) }, /positives\[1\] is 2/],
      ["a positive of -2", { positives: i32(0, -2) }, /positives\[1\] is -2/],
      ["ranks of another length", { ranks: i32(7) }, /ranks must hold 2/],
      ["ties of an unknown kind", { ties: "random" }, /ties must be one of "index", "optimistic"/],
      ["exclusions without offsets", { excludedOffsets: undefined }, /go together/],
      ["an exclusion there is not", { excluded: i32(5) }, /excluded\[0\] is 5/],
      ["NaN in a score", { scores: f32(1, 2, 3, Number.NaN) }, /scores\[3\] is NaN/, NumericError],
      ["an infinite score", { scores: f32(1, 2, -Infinity, 4) }, /scores\[2\]/, NumericError],
    ],
  },
  topK: {
    good: best,
    bad: [
      ["k 0", { k: 0 }, /k must be a whole number of at least 1/],
      ["k that is not a number", { k: Number.NaN }, /k must/],
      ["too few indices", { indices: i32(7) }, /indices must have room for 2 values/],
      ["too few values", { values: f32(7) }, /values must have room for 2 values/],
      ["NaN in a score", { scores: f32(1, Number.NaN) }, /scores\[1\] is NaN/, NumericError],
      ["an infinite score", { scores: f32(Infinity, 1) }, /scores\[0\]/, NumericError],
    ],
  },
  gatherRows: {
    good: gather,
    bad: [
      ["a row there is not", { rows: i32(2) }, /rows\[0\] is 2; it must be/],
      ["a row below 0", { rows: i32(-1) }, /rows\[0\]/],
      ["too small an out", { out: f32(7) }, /out must hold 2/],
      ["a table of half a row", { table: f32(1, 2, 3) }, /table must hold whole rows/],
    ],
  },
  accumulateRows: {
    good: accumulate,
    bad: [
      ["a slot there is not", { slots: i32(2) }, /slots\[0\] is 2/],
      ["gradients of another length", { gradients: f32(1) }, /gradients must hold 2/],
    ],
  },
  adagradRows: {
    good: adagrad,
    bad: [
      ["a row there is not", { rows: i32(2) }, /rows\[0\] is 2/],
      ["an accumulator of another length", { accumulator: f32(1) }, /accumulator must hold 4/],
      ["a learning rate of 0", { learningRate: 0 }, /learningRate/],
      ["an epsilon that is not a number", { epsilon: Number.NaN }, /epsilon/],
      ["NaN in a gradient", { gradients: f32(1, Number.NaN) }, /gradients\[1\]/, NumericError],
    ],
  },
};

function wrongOfEach(): [what: string, change: object, message: RegExp][] {
  const shared = f32(1, 2, 3);
  const overlapping = { values: shared.subarray(1), out: shared.subarray(0, 2) };
  return [
    [
      "float64 values",
      { values: new Float64Array(2) },
      /values must be a Float32Array, got Float64/,
    ],
    ["an out of another length", { out: f32(7) }, /out must hold 2 values, got 1/],
    ["an out that overlaps the values", overlapping, /out and values share memory/],
  ];
}

function overlapping() {
  const shared = f32(1, 2, 3);
  return { right: shared.subarray(0, 2), out: shared.subarray(1) };
}

const copyOf = (input: object) =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value,
    ]),
  );

describe.each(Object.entries(wrongInput))("runtime.%s", (kernel, { good, bad }) => {
  const run = (runtime: Runtime, input: object) =>
    (runtime[kernel as keyof typeof wrongInput] as (input: object) => unknown)(input);

  it("accepts the input that the refusals below are made from", async () => {
    const runtime = await createRuntime();
    expect(() => run(runtime, good())).not.toThrow();
  });

  it.each(bad)("refuses %s before it writes anything", async (_, change, message, error) => {
    const runtime = await createRuntime();
    const input = { ...good(), ...change };
    const before = copyOf(input);
    expect(() => run(runtime, input)).toThrow(error ?? ConfigError);
    expect(() => run(runtime, input)).toThrow(message);
    expect(copyOf(input)).toEqual(before);
  });

  it("refuses to work on a closed runtime", async () => {
    const runtime = await createRuntime();
    await runtime.close();
    await runtime.close();
    expect(() => run(runtime, good())).toThrow(/this runtime is closed/);
  });
});
