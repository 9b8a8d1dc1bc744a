import { NumericError } from "@towerkit/core";
import { f32, i32 } from "../../../test/kernel-inputs.js";
import { describeRefusals, type Refusal } from "../../../test/refusals.js";

const i8 = Int8Array.of.bind(Int8Array);

describeRefusals("quantizeRows", {
  good: () => ({ values: f32(1, 2, 3, 4), dim: 2, out: i8(7, 7, 7, 7), scales: f32(7, 7) }),
  bad: [
    ["dim 0", { dim: 0 }, /dim must be a whole number of at least 1, got 0/],
    ["values of half a row", { values: f32(1, 2, 3) }, /values must hold whole rows of 2/],
    ["bytes that are not int8", { out: new Uint8Array(4) }, /out must be a Int8Array, got Uint8/],
    ["too small an out", { out: i8(7, 7) }, /out must have 2 rows, as values has, got 1/],
    ["a scale too many", { scales: f32(7, 7, 7) }, /scales must have 2 rows/],
    ["no scales", { scales: undefined }, /scales must be a Float32Array, got undefined/],
    ["NaN in a value", { values: f32(1, Number.NaN, 3, 4) }, /values\[1\] is NaN/, NumericError],
    ["an infinite value", { values: f32(1, 2, 3, -Infinity) }, /values\[3\]/, NumericError],
  ],
});

const vectors = () => ({
  queries: i8(1, 2, 3, 4),
  queryScales: f32(1, 1),
  candidates: i8(1, 2, 3, 4, 5, 6),
  candidateScales: f32(1, 1, 1),
  dim: 2,
});

const badVectors: Refusal[] = [
  ["a dim that is not a number", { dim: Number.NaN }, /dim/],
  ["a dim whose sums may overflow", { dim: 131_072 }, /dim is 131072; sums of more than 131071/],
  ["queries of half a row", { queries: i8(1, 2, 3) }, /queries must hold whole rows of 2/],
  ["queries that are not int8", { queries: f32(1, 2, 3, 4) }, /queries must be a Int8Array/],
  ["candidates of half a row", { candidates: i8(1) }, /candidates must hold whole rows of 2/],
  ["a query scale too few", { queryScales: f32(1) }, /queryScales must hold 2 values, got 1/],
  [
    "a candidate scale too few",
    { candidateScales: f32(1, 1) },
    /candidateScales must hold a scale for each of 3 candidates, got 2/,
  ],
  ["NaN in a query scale", { queryScales: f32(1, Number.NaN) }, /queryScales\[1\]/, NumericError],
];

describeRefusals("int8Scores", {
  good: () => ({ ...vectors(), out: f32(7, 7, 7, 7, 7, 7) }),
  bad: [...badVectors, ["too small an out", { out: f32(7) }, /out must hold 6 values, got 1/]],
});

describeRefusals("int8TopKScores", {
  good: () => ({
    ...vectors(),
    k: 1,
    excludedOffsets: i32(0, 1, 1),
    excluded: i32(2),
    indices: i32(7, 7),
    values: f32(7, 7),
    counts: i32(7, 7),
  }),
  bad: [
    ...badVectors,
    ["k 0", { k: 0 }, /k must be a whole number of at least 1, got 0/],
    ["an exclusion there is not", { excluded: i32(3) }, /excluded\[0\] is 3/],
    ["exclusions without offsets", { excludedOffsets: undefined }, /go together/],
    ["too few values", { values: f32(7) }, /values must hold 2 values, got 1/],
  ],
});
