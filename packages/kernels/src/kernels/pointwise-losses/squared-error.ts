import { NumericError } from "@towerkit/core";
import type { PointwiseLossResult, SquaredErrorInput } from "./input.js";
import { LossSum } from "./loss-sum.js";

const { fround } = Math;

/**
 * Σ weight · (prediction − label)², and 2 · weight · (prediction − label) of each row. The difference is
 * a float32, and so is each gradient, the product of twice the weight with it; a row's loss is
 * weight · (difference · difference) in float64. The input must have been checked.
 *
 * @throws NumericError where a gradient overflows.
 */
export function squaredError(input: SquaredErrorInput): PointwiseLossResult {
  const { predictions, labels, weights, gradients } = input;
  const sum = new LossSum();
  let probe = 0;
  for (let row = 0; row < predictions.length; row++) {
    const weight = weights === undefined ? 1 : weights[row];
    const error = fround(predictions[row] - labels[row]);
    const gradient = fround(fround(weight + weight) * error);
    gradients[row] = gradient;
    probe += gradient * 0;
    sum.add(row, weight * (error * error));
  }
  if (probe !== 0) refuseGradients(input);
  return { loss: sum.total() };
}

function refuseGradients({ predictions, labels, gradients }: SquaredErrorInput): never {
  const row = gradients.findIndex((gradient) => !Number.isFinite(gradient));
  throw new NumericError(
    `the gradient of row ${row} is ${gradients[row]}: its prediction is ${predictions[row]} and its label ${labels[row]}; the difference and its weight must be moderate.`,
  );
}
