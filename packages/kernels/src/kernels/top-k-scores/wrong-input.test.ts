import { NumericError } from "@towerkit/core";
import { f32, i32 } from "../../../test/kernel-inputs.js";
import { describeRefusals } from "../../../test/refusals.js";

describeRefusals("topKScores", {
  good: () => ({
    queries: f32(1, 2, 3, 4),
    candidates: f32(1, 2, 3, 4, 5, 6),
    dim: 2,
    numCandidates: 2,
    k: 2,
    excludedOffsets: i32(0, 0, 1),
    excluded: i32(1),
    indices: i32(7, 7, 7, 7),
    values: f32(7, 7, 7, 7),
    counts: i32(7, 7),
  }),
  bad: [
    ["a negative dim", { dim: -2 }, /dim must be a whole number of at least 1, got -2/],
    ["queries of half a row", { queries: f32(1, 2, 3) }, /queries must hold whole rows of 2/],
    ["candidates of half a row", { candidates: f32(1, 2, 3) }, /candidates must hold whole rows/],
    ["k 0", { k: 0 }, /k must be a whole number of at least 1, got 0/],
    ["k that is not a number", { k: Number.NaN }, /k must be a whole number/],
    ["more candidates than there are", { numCandidates: 4 }, /numCandidates is 4, but .* 3 rows/],
    ["candidates below 0", { numCandidates: -1 }, /numCandidates must be a whole number/],
    ["too few indices", { indices: i32(7) }, /indices must hold 4 values, got 1/],
    ["float64 values", { values: new Float64Array(4) }, /values must be a Float32Array/],
    ["a count too many", { counts: i32(7, 7, 7) }, /counts must hold 2 values, got 3/],
    ["exclusions without offsets", { excludedOffsets: undefined }, /go together/],
    ["offsets that fall", { excludedOffsets: i32(0, 2, 1) }, /excludedOffsets\[2\] is 1, less/],
    ["an exclusion there is not", { excluded: i32(2) }, /excluded\[0\] is 2/],
    ["an exclusion below 0", { excluded: i32(-1) }, /excluded\[0\] is -1/],
    ["NaN in a query", { queries: f32(1, 2, 3, Number.NaN) }, /queries\[3\] is NaN/, NumericError],
  ],
});
