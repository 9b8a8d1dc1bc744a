import { NumericError } from "@towerkit/core";
import { describeWrongInput, type WrongInput } from "../../../test/describe-wrong-input.js";
import { f32, i32 } from "../../../test/kernel-inputs.js";

const bags = () => ({
  dim: 2,
  offsets: i32(0, 2, 3),
  combiner: "mean" as const,
  weights: f32(1, 2, 3),
});

const wrongBags: WrongInput[] = [
  ["dim 0", { dim: 0 }, /dim must be a whole number of at least 1, got 0/],
  ["offsets of another length", { offsets: i32(0, 3) }, /offsets must hold 3 values, got 2/],
  ["offsets that fall", { offsets: i32(0, 4, 3) }, /offsets\[2\] is 3, less than the 4/],
  ["offsets that end early", { offsets: i32(0, 1, 2) }, /offsets must end with 3, got 2/],
  ["a combiner it does not know", { combiner: "max" }, /combiner must be one of "sum", "mean"/],
  ["a weight too few", { weights: f32(1, 2) }, /weights must hold 3 values, got 2/],
  ["a mean with a negative weight", { weights: f32(1, -2, 3) }, /weights\[1\] is -2/],
  ["NaN in a weight", { weights: f32(1, Number.NaN, 3) }, /weights\[1\] is NaN/, NumericError],
  [
    "an infinite weight of a sum",
    { combiner: "sum", weights: f32(1, 2, Infinity) },
    /weights\[2\] is Infinity/,
    NumericError,
  ],
];

describeWrongInput("embeddingBags", {
  good: () => ({ ...bags(), table: f32(1, 2, 3, 4), ids: i32(0, 1, 1), out: f32(7, 7, 7, 7) }),
  bad: [
    ...wrongBags,
    ["a row there is not", { ids: i32(0, 1, 2) }, /ids\[2\] is 2/],
    ["a row below 0", { ids: i32(0, -1, 1) }, /ids\[1\] is -1/],
    ["an out of half a row", { out: f32(7, 7, 7) }, /out must hold whole rows of 2/],
    ["a table of half a row", { table: f32(1, 2, 3) }, /table must hold whole rows of 2/],
    ["a table of float64", { table: new Float64Array(4) }, /table must be a Float32Array/],
  ],
});

describeWrongInput("accumulateBags", {
  good: () => ({
    ...bags(),
    gradients: f32(1, 2, 3, 4),
    slots: i32(0, 1, 1),
    out: f32(7, 7, 7, 7),
  }),
  bad: [
    ...wrongBags,
    ["a slot there is not", { slots: i32(0, 1, 2) }, /slots\[2\] is 2/],
    ["gradients of half a row", { gradients: f32(1, 2, 3) }, /gradients must hold whole rows/],
    ["slots that are no integers", { slots: f32(0, 1, 1) }, /slots must be a Int32Array/],
  ],
});
