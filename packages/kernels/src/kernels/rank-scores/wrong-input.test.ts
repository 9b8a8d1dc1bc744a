import { NumericError } from "@towerkit/core";
import { f32, i32 } from "../../../test/kernel-inputs.js";
import { describeRefusals } from "../../../test/refusals.js";

describeRefusals("rankScores", {
  good: () => ({
    queries: f32(1, 2, 3, 4),
    candidates: f32(1, 2, 3, 4),
    dim: 2,
    positiveOffsets: i32(0, 1, 2),
    positives: i32(0, 1),
    excludedOffsets: i32(0, 0, 1),
    excluded: i32(0),
    ties: "index",
    ranks: i32(7, 7),
  }),
  bad: [
    ["dim 0", { dim: 0 }, /dim must be a whole number of at least 1, got 0/],
    ["queries of half a row", { queries: f32(1, 2, 3) }, /queries must hold whole rows of 2/],
    ["candidates of half a row", { candidates: f32(1, 2, 3) }, /candidates must hold whole rows/],
    [
      "offsets too few",
      { positiveOffsets: i32(0, 2) },
      /positiveOffsets must hold 3 values, got 2/,
    ],
    ["a positive there is not", { positives: i32(0, 2) }, /positives\[1\] is 2/],
    ["a positive of -2", { positives: i32(0, -2) }, /positives\[1\] is -2/],
    ["ranks of another length", { ranks: i32(7) }, /ranks must hold 2/],
    ["ties of an unknown kind", { ties: "random" }, /ties must be one of "index", "optimistic"/],
    ["exclusions without offsets", { excludedOffsets: undefined }, /go together/],
    ["an exclusion there is not", { excluded: i32(5) }, /excluded\[0\] is 5/],
    ["NaN in a query", { queries: f32(1, 2, Number.NaN, 4) }, /queries\[2\] is NaN/, NumericError],
  ],
});
