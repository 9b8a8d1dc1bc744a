import { ConfigError, shown } from "@towerkit/core";
import type { RowLoss } from "./row-loss.js";
import { logSigmoid, sigmoid } from "./sigmoid.js";

export interface CalibratedCrossEntropyOptions {
  /** The share of the catalogue that a row's negatives are, above 0 and at most 1. */
  readonly samplingRate: number;
  /** How far the probabilities are calibrated, from 0 (plain cross-entropy) to 1. Default 0.75. */
  readonly calibration?: number;
}

/**
 * `−β log σ(s_ui) − Σ_j log(1 − σ(s_uj))` over the row's negatives j, with
 * `β = α (t (1 − 1/α) + 1/α)`, α the sampling rate and t the calibration. A few negatives stand for
 * the whole catalogue, which makes a model too sure of positives; β takes that back (gSASRec: Petrov
 * and Macdonald, 2023).
 * @throws ConfigError for a rate outside (0, 1] or a calibration outside [0, 1].
 */
export function calibratedCrossEntropy(options: CalibratedCrossEntropyOptions): RowLoss {
  const { samplingRate, calibration = 0.75 } = options;
  if (typeof samplingRate !== "number" || !(samplingRate > 0 && samplingRate <= 1)) {
    throw new ConfigError(
      `samplingRate must be above 0 and at most 1, got ${shown(samplingRate)}.`,
    );
  }
  if (typeof calibration !== "number" || !(calibration >= 0 && calibration <= 1)) {
    throw new ConfigError(`calibration must be from 0 to 1, got ${shown(calibration)}.`);
  }
  const power = samplingRate * (calibration * (1 - 1 / samplingRate) + 1 / samplingRate);
  return {
    kind: "calibratedCrossEntropy",
    settings: { samplingRate, calibration },
    usesCosines: false,
    compute({ positive, scores, counts }, gradients) {
      let loss = -power * logSigmoid(positive);
      for (let j = 0; j < scores.length; j++) {
        gradients[j] = 0;
        if (counts[j] === 0) continue;
        loss -= counts[j] * logSigmoid(-scores[j]);
        gradients[j] = counts[j] * sigmoid(scores[j]);
      }
      return { loss, positiveGradient: -power * sigmoid(-positive) };
    },
  };
}
