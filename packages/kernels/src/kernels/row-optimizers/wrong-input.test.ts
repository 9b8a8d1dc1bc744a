import { NumericError } from "@towerkit/core";
import { describeWrongInput, type WrongInput } from "../../../test/describe-wrong-input.js";
import { f32, i32 } from "../../../test/kernel-inputs.js";

const step = () => ({
  table: f32(7, 7, 7, 7),
  dim: 2,
  rows: i32(1),
  gradients: f32(1, 2),
  learningRate: 0.1,
});
const two = { rows: i32(1, 1), gradients: f32(1, 2, 3, 4) };

const wrongStep: WrongInput[] = [
  ["dim 0", { dim: 0 }, /dim must be a whole number of at least 1, got 0/],
  ["a table of half a row", { table: f32(1, 2, 3) }, /must hold/],
  ["a table of float64", { table: new Float64Array(4) }, /table must be a Float32Array/],
  ["a row there is not", { rows: i32(2) }, /rows\[0\] is 2/],
  ["a row below 0", { rows: i32(-1) }, /rows\[0\] is -1/],
  ["a row given twice", two, /rows\[1\] is 1, which came before; give each row once/],
  ["gradients of another length", { gradients: f32(1) }, /gradients must hold 2 values, got 1/],
  ["a learning rate of 0", { learningRate: 0 }, /learningRate/],
  ["a learning rate that is not a number", { learningRate: Number.NaN }, /learningRate/],
  ["a learning rate that is 0 as a float32", { learningRate: 1e-60 }, /learningRate is 1e-60/],
  ["NaN in a gradient", { gradients: f32(1, Number.NaN) }, /gradients\[1\] is NaN/, NumericError],
  ["an infinite gradient", { gradients: f32(Infinity, 1) }, /gradients\[0\]/, NumericError],
  [
    "a gradient whose square is infinite",
    { gradients: f32(1, -2e19) },
    /gradients\[1\] is -1999\d+; .* must be below 1.8e19/,
    NumericError,
  ],
];

describeWrongInput("sgdRows", { good: step, bad: wrongStep });

describeWrongInput("adagradRows", {
  good: () => ({ ...step(), accumulator: f32(1, 1, 1, 1), epsilon: 1e-7 }),
  bad: [
    ...wrongStep,
    ["an accumulator of another length", { accumulator: f32(1) }, /accumulator must hold 4/],
    ["an epsilon of 0", { epsilon: 0 }, /epsilon/],
    ["an epsilon that is not a number", { epsilon: Number.NaN }, /epsilon/],
  ],
});

describeWrongInput("adamRows", {
  good: () => ({
    ...step(),
    firstMoments: f32(0, 0, 0, 0),
    secondMoments: f32(0, 0, 0, 0),
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    step: 1,
  }),
  bad: [
    ...wrongStep,
    ["first moments of another length", { firstMoments: f32(1) }, /firstMoments must hold 4/],
    ["second moments that are no floats", { secondMoments: i32(1) }, /secondMoments must be a/],
    ["a beta1 of 1", { beta1: 1 }, /beta1 must be a number from 0, below 1, got 1/],
    ["a negative beta1", { beta1: -0.1 }, /beta1/],
    ["a beta2 that is not a number", { beta2: Number.NaN }, /beta2/],
    ["an epsilon of 0", { epsilon: 0 }, /epsilon/],
    ["step 0", { step: 0 }, /step must be a whole number of at least 1, got 0/],
    ["half a step", { step: 1.5 }, /step/],
    [
      "a learning rate that the correction takes beyond float32",
      { learningRate: 3e38, beta1: 0.999, beta2: 0.5 },
      /learningRate, corrected for bias, is/,
    ],
  ],
});

describeWrongInput("clippyAdagradRows", {
  good: () => ({
    ...step(),
    accumulator: f32(1, 1, 1, 1),
    epsilon: 0,
    variableRelativeThreshold: 0.1,
    accumulatorRelativeThreshold: 0,
    absoluteThreshold: 0,
    accumulatorUpdate: "after" as const,
  }),
  bad: [
    ...wrongStep,
    ["an accumulator of another length", { accumulator: f32(1) }, /accumulator must hold 4/],
    ["a negative epsilon", { epsilon: -1 }, /epsilon must be a number from 0 to 3e38, got -1/],
    [
      "a negative relative threshold",
      { variableRelativeThreshold: -0.1 },
      /variableRelativeThreshold must/,
    ],
    [
      "an infinite threshold",
      { accumulatorRelativeThreshold: Infinity },
      /accumulatorRelativeThreshold must/,
    ],
    // TensorFlow Recommenders: "absolute_factor must be non-negative".
    ["a negative absolute threshold", { absoluteThreshold: -1 }, /absoluteThreshold must/],
    [
      "an unknown update",
      { accumulatorUpdate: "never" },
      /accumulatorUpdate must be one of "after", "before", "clipped"/,
    ],
    [
      "an accumulator of 0 without epsilon",
      { accumulator: f32(1, 1, 0, 1) },
      /is Inf/,
      NumericError,
    ],
  ],
});
