import { ConfigError } from "@towerkit/core";
import { checkAllFinite, checkFloats, checkNotNegative } from "../../checks/arrays.js";
import type { LogisticInput, PointwiseLossInput, SquaredErrorInput } from "./input.js";

// Each throws ConfigError for a wrong type or length, a negative weight or a label out of range;
// NumericError for a number that is not finite.

export function checkSquaredError(input: SquaredErrorInput): void {
  checkRows("predictions", input.predictions, input);
}

export function checkLogistic(input: LogisticInput): void {
  const { logits, labels } = input;
  checkRows("logits", logits, input);
  for (let row = 0; row < labels.length; row++) {
    if (!(labels[row] >= 0 && labels[row] <= 1)) {
      throw new ConfigError(`labels[${row}] is ${labels[row]}; it must lie from 0 to 1.`);
    }
  }
}

function checkRows(
  name: string,
  outputs: Float32Array,
  { labels, weights, gradients }: PointwiseLossInput,
): void {
  checkFloats(name, outputs);
  checkFloats("labels", labels, outputs.length);
  checkFloats("gradients", gradients, outputs.length);
  checkAllFinite(name, outputs);
  checkAllFinite("labels", labels);
  if (weights === undefined) return;
  checkFloats("weights", weights, outputs.length);
  checkNotNegative("weights", weights);
}
