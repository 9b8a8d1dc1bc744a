import type { Machine } from "../../machine/machine.js";
import type { RowSpan } from "../../machine/row-span.js";
import { gradientFactorOf } from "./clippy-adagrad-rows.js";
import type { ClippyAdagradRowsInput, ClippyAdagradRowsResult } from "./input.js";
import { enterStep } from "./vector.js";

/**
 * `clippyAdagradRows` in two jobs, between which the blocks' factors become one.
 *
 * @returns undefined where a step is not finite: the plain kernel says which. Nothing is written then.
 */
export function clippyAdagradRowsOnMachine(
  machine: Machine,
  input: ClippyAdagradRowsInput,
  span: RowSpan,
): ClippyAdagradRowsResult | undefined {
  const { gradients } = input;
  const step = enterStep(machine, input, {
    span,
    states: [input.accumulator],
    room: gradients.length + input.rows.length,
  });
  const deltasAt = step.room;
  const factorsAt = deltasAt + gradients.length * 4;
  const fields = [
    ...step.fields,
    deltasAt,
    factorsAt,
    input.learningRate,
    input.epsilon,
    input.variableRelativeThreshold,
    input.accumulatorRelativeThreshold,
    input.absoluteThreshold,
    input.accumulatorUpdate === "before" ? 1 : 0,
  ];
  machine.run("CLIPPY_DELTAS", fields, step);
  let clippingFactor = 1;
  for (const factor of machine.memory.floats(factorsAt, step.blocks)) {
    if (Number.isNaN(factor)) return undefined;
    if (factor < clippingFactor) clippingFactor = factor;
  }
  const factors = [clippingFactor, gradientFactorOf(input, clippingFactor)];
  machine.run("CLIPPY_STEPS", [...fields, ...factors], step);
  step.leave();
  return { clippingFactor };
}
