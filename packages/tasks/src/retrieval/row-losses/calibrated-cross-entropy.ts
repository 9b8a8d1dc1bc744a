import { ConfigError, shown } from "@towerkit/core";
import { createNegativeLogistic } from "./negative-logistic.js";
import { negativesOf, type RowLoss, type RowNegativesOptions } from "./row-loss.js";
import { logSigmoid, sigmoid } from "./sigmoid.js";

export interface CalibratedCrossEntropyOptions extends RowNegativesOptions {
  /**
   * The share of the catalogue that a row's negatives are, above 0 and at most 1. Default, where
   * `negatives` says how many are drawn: that number ÷ (catalogue size − 1), at most 1.
   */
  readonly samplingRate?: number;
  /** How far the probabilities are calibrated, from 0 (plain cross-entropy) to 1. Default 0.75. */
  readonly calibration?: number;
}

/**
 * `−β log σ(s_ui) − Σ_j log(1 − σ(s_uj))` over the row's negatives j, with
 * `β = α (t (1 − 1/α) + 1/α)`, α the sampling rate and t the calibration. A few negatives stand for
 * the whole catalogue, which makes a model too sure of positives; β takes that back (gSASRec: Petrov
 * and Macdonald, 2023).
 * @throws ConfigError for a rate outside (0, 1] or that nothing tells, a calibration outside [0, 1], or
 * `negatives` that are no whole number from 1.
 */
export function calibratedCrossEntropy(options: CalibratedCrossEntropyOptions): RowLoss {
  const { samplingRate, calibration = 0.75 } = options ?? {};
  const { counted, ...negatives } = negativesOf("calibratedCrossEntropy", options ?? {});
  checkRate(samplingRate, counted.negatives);
  if (typeof calibration !== "number" || !(calibration >= 0 && calibration <= 1)) {
    throw new ConfigError(`calibration must be from 0 to 1, got ${shown(calibration)}.`);
  }
  const logistic = createNegativeLogistic();
  return {
    kind: "calibratedCrossEntropy",
    settings: { ...(samplingRate !== undefined && { samplingRate }), calibration, ...counted },
    ...negatives,
    usesCosines: false,
    compute(row, gradients, runtime) {
      const { positive, catalogueSize } = row;
      const rate = samplingRate ?? drawnShare(counted.negatives, catalogueSize);
      const power = rate * (calibration * (1 - 1 / rate) + 1 / rate);
      // −log(1 − σ(s)) = log(1 + exp(s))
      const negative = logistic(row, { shift: 0, scale: 1, gradients, runtime });
      return {
        loss: negative - power * logSigmoid(positive),
        positiveGradient: -power * sigmoid(-positive),
      };
    },
  };
}

function checkRate(samplingRate: unknown, negatives: number | undefined): void {
  if (samplingRate === undefined) {
    if (negatives !== undefined) return;
    throw new ConfigError(
      "samplingRate is missing: say which share of the catalogue a row's negatives are, or with negatives how many are drawn.",
    );
  }
  if (typeof samplingRate !== "number" || !(samplingRate > 0 && samplingRate <= 1)) {
    throw new ConfigError(
      `samplingRate must be above 0 and at most 1, got ${shown(samplingRate)}.`,
    );
  }
}

function drawnShare(negatives = 1, catalogueSize = 2): number {
  return Math.min(1, negatives / (catalogueSize - 1));
}
