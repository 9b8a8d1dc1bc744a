import {
  checkIndices,
  checkInteger,
  checkOneOf,
  checkPositiveFloat32,
  NumericError,
} from "@towerkit/core";
import { checkFloats, checkInts, countRows } from "../../checks/arrays.js";
import { checkDistinctRows } from "../../checks/distinct-rows.js";
import { checkNotNegativeFloat32, checkShare } from "../../checks/float32-settings.js";
import { correctedRate } from "./adam-rows.js";
import type {
  AdagradRowsInput,
  AdamRowsInput,
  ClippyAdagradRowsInput,
  RowStepInput,
  SgdRowsInput,
} from "./input.js";

// Each throws ConfigError for a wrong type, length, row number, repeated row or setting; NumericError for
// a gradient that is not finite, or whose square is not, so that it cannot spoil the table.

export function checkSgdRows(input: SgdRowsInput): void {
  checkRowStep(input, {});
  checkSquares(input.gradients);
}

/** All but `checkSquares`, which the machine does on its way. */
export function checkAdagradRows(input: AdagradRowsInput): void {
  checkPositiveFloat32("epsilon", input.epsilon);
  checkRowStep(input, { accumulator: input.accumulator });
}

export function checkAdamRows(input: AdamRowsInput): void {
  checkShare("beta1", input.beta1);
  checkShare("beta2", input.beta2);
  checkPositiveFloat32("epsilon", input.epsilon);
  checkInteger("step", input.step, 1);
  checkPositiveFloat32("learningRate", input.learningRate);
  checkPositiveFloat32("learningRate, corrected for bias,", correctedRate(input));
  const { firstMoments, secondMoments } = input;
  checkRowStep(input, { firstMoments, secondMoments });
  checkSquares(input.gradients);
}

export function checkClippyAdagradRows(input: ClippyAdagradRowsInput): void {
  for (const name of [
    "epsilon",
    "variableRelativeThreshold",
    "accumulatorRelativeThreshold",
    "absoluteThreshold",
  ] as const) {
    checkNotNegativeFloat32(name, input[name]);
  }
  checkOneOf("accumulatorUpdate", input.accumulatorUpdate, ["after", "before", "clipped"]);
  checkRowStep(input, { accumulator: input.accumulator });
  checkSquares(input.gradients);
}

function checkRowStep(input: RowStepInput, states: Record<string, Float32Array>): void {
  const { table, dim, rows, gradients } = input;
  checkInteger("dim", dim, 1);
  checkPositiveFloat32("learningRate", input.learningRate);
  checkFloats("table", table);
  for (const [name, state] of Object.entries(states)) checkFloats(name, state, table.length);
  checkInts("rows", rows);
  checkFloats("gradients", gradients, rows.length * dim);
  checkIndices("rows", rows, countRows("table", table, dim));
  checkDistinctRows("rows", rows);
}

/**
 * A finite number times 0 is 0 and anything else is not a number: sums tell of all of them.
 * @throws NumericError naming the first gradient that is not finite, or whose square is not.
 */
export function checkSquares(gradients: Float32Array): void {
  const { fround } = Math;
  let probe0 = 0;
  let probe1 = 0;
  let probe2 = 0;
  let probe3 = 0;
  let i = 0;
  // Four sums, as each addition would wait for the one before.
  for (; i + 4 <= gradients.length; i += 4) {
    probe0 += fround(gradients[i] * gradients[i]) * 0;
    probe1 += fround(gradients[i + 1] * gradients[i + 1]) * 0;
    probe2 += fround(gradients[i + 2] * gradients[i + 2]) * 0;
    probe3 += fround(gradients[i + 3] * gradients[i + 3]) * 0;
  }
  for (; i < gradients.length; i++) probe0 += fround(gradients[i] * gradients[i]) * 0;
  if (probe0 + probe1 + probe2 + probe3 === 0) return;
  const at = gradients.findIndex((value) => !Number.isFinite(fround(value * value)));
  throw new NumericError(
    `gradients[${at}] is ${gradients[at]}; gradients must be finite, and so must their squares, so they must be below 1.8e19.`,
  );
}
