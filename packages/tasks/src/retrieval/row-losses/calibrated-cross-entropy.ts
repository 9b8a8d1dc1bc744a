import { ConfigError, KeptArray, shown } from "@towerkit/core";
import { log } from "@towerkit/kernels";
import { createNegativeLogistic } from "./negative-logistic.js";
import { createPowers, sumLogistic } from "./query-logistic.js";
import { type QueryLoss, scaleByOtherRows } from "./query-rows.js";
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
  const powerOf = (catalogueSize?: number): number => {
    const rate = samplingRate ?? drawnShare(counted.negatives, catalogueSize);
    return rate * (calibration * (1 - 1 / rate) + 1 / rate);
  };
  return {
    kind: "calibratedCrossEntropy",
    settings: { ...(samplingRate !== undefined && { samplingRate }), calibration, ...counted },
    ...negatives,
    usesCosines: false,
    overQuery: createQueryLoss(powerOf),
    compute(row, gradients, runtime) {
      const { positive, catalogueSize } = row;
      const power = powerOf(catalogueSize);
      // −log(1 − σ(s)) = log(1 + exp(s))
      const negative = logistic(row, { shift: 0, scale: 1, gradients, runtime });
      return {
        loss: negative - power * logSigmoid(positive),
        positiveGradient: -power * sigmoid(-positive),
      };
    },
  };
}

/** What a negative costs is the same for all rows of a query: it is found once, less each row's own item. */
function createQueryLoss(powerOf: (catalogueSize?: number) => number): QueryLoss {
  const powersOf = createPowers();
  const keptWeights = new KeptArray(Float64Array);
  const keptScratch = new KeptArray(Float64Array);
  const all = { loss: 0, shares: 0 };
  return (rows, slopes, runtime) => {
    const { counts, ownScores, ownColumns } = rows;
    const powers = powersOf(rows, 0, runtime);
    if (powers === undefined) return undefined;
    sumLogistic(rows, powers, { factor: 1, scale: 1, slopes: slopes.columns }, all);
    const weights = keptWeights.take(ownScores.length);
    const power = powerOf(rows.catalogueSize);
    let sum = 0;
    for (let row = 0; row < ownScores.length; row++) {
      let negative = all.loss;
      for (const column of ownColumns[row]) {
        negative -= counts[column] * log(1 + powers[column]);
      }
      weights[row] = rows.weights[row];
      sum += weights[row] * (negative - power * logSigmoid(ownScores[row]));
      slopes.own[row] = -weights[row] * power * sigmoid(-ownScores[row]);
    }
    scaleByOtherRows(rows, weights, slopes.columns, keptScratch.take(counts.length));
    return sum;
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
