import { NumericError } from "@towerkit/core";
import { describeWrongInput, type WrongInput } from "../../../test/describe-wrong-input.js";
import { f32 } from "../../../test/kernel-inputs.js";

const rows = () => ({ labels: f32(0, 1), weights: f32(1, 2), gradients: f32(7, 7) });

const wrongRows: WrongInput[] = [
  ["a label too few", { labels: f32(0) }, /labels must hold 2 values, got 1/],
  ["a weight too many", { weights: f32(1, 1, 1) }, /weights must hold 2 values, got 3/],
  ["gradients of another length", { gradients: f32(7) }, /gradients must hold 2 values, got 1/],
  ["labels in a plain array", { labels: [0, 1] }, /labels must be a Float32Array/],
  ["a negative weight", { weights: f32(1, -1) }, /weights\[1\] is -1; it must not be negative/],
  ["NaN in a weight", { weights: f32(Number.NaN, 1) }, /weights\[0\] is NaN/, NumericError],
  ["an infinite weight", { weights: f32(1, Infinity) }, /weights\[1\] is Inf/, NumericError],
  ["NaN in a label", { labels: f32(0, Number.NaN) }, /labels\[1\] is NaN/, NumericError],
];

describeWrongInput("squaredError", {
  good: () => ({ ...rows(), predictions: f32(1, 2) }),
  bad: [
    ...wrongRows,
    ["float64 predictions", { predictions: new Float64Array(2) }, /got Float64Array/],
    [
      "an infinite prediction",
      { predictions: f32(1, -Infinity) },
      /predictions\[1\]/,
      NumericError,
    ],
  ],
});

describeWrongInput("logistic", {
  good: () => ({ ...rows(), logits: f32(1, 2) }),
  bad: [
    ...wrongRows,
    ["NaN in a logit", { logits: f32(Number.NaN, 1) }, /logits\[0\] is NaN/, NumericError],
    ["a label above 1", { labels: f32(1, 1.5) }, /labels\[1\] is 1.5; it must lie from 0 to 1/],
    ["a label below 0", { labels: f32(-0.5, 1) }, /labels\[0\] is -0.5/],
  ],
});
