import { ConfigError, KeptArray, shown } from "@towerkit/core";
import { exp, log } from "@towerkit/kernels";
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
  /**
   * What is added to every score before the sigmoid, from -30 to 30; it changes no ranking. Default
   * ln(β ÷ `negatives`), and 0 where no `negatives` are drawn. The paper's is 0: there a model has to learn
   * first that nearly nothing is chosen, which towers without a bias need hundreds of steps for.
   */
  readonly offset?: number;
}

/** Farther off, float32 has nothing left of a score. */
const FURTHEST_OFFSET = 30;

/**
 * `−β log σ(s_ui + b) − Σ_j log(1 − σ(s_uj + b))` over the row's negatives j, with
 * `β = α (t (1 − 1/α) + 1/α)`, α the sampling rate, t the calibration and b the offset. A few negatives stand
 * for the whole catalogue, which makes a model too sure of positives; β takes that back (gSASRec: Petrov
 * and Macdonald, 2023). With the offset's default no constant score would cost less than 0 does, so a model
 * that begins there learns tastes from the first step on.
 * @throws ConfigError for a rate outside (0, 1] or that nothing tells, a calibration outside [0, 1], an offset
 * outside [-30, 30], or `negatives` that are no whole number from 1.
 */
export function calibratedCrossEntropy(options: CalibratedCrossEntropyOptions): RowLoss {
  const { samplingRate, calibration = 0.75, offset } = options ?? {};
  const { counted, ...negatives } = negativesOf("calibratedCrossEntropy", options ?? {});
  checkRate(samplingRate, counted.negatives);
  if (typeof calibration !== "number" || !(calibration >= 0 && calibration <= 1)) {
    throw new ConfigError(`calibration must be from 0 to 1, got ${shown(calibration)}.`);
  }
  checkOffset(offset);
  const logistic = createNegativeLogistic();
  const powerOf = (catalogueSize?: number): number => {
    const rate = samplingRate ?? drawnShare(counted.negatives, catalogueSize);
    return rate * (calibration * (1 - 1 / rate) + 1 / rate);
  };
  const offsetOf = (power: number): number =>
    offset ?? (counted.negatives === undefined ? 0 : log(power / counted.negatives));
  return {
    kind: "calibratedCrossEntropy",
    settings: {
      ...(samplingRate !== undefined && { samplingRate }),
      calibration,
      ...(offset !== undefined && { offset }),
      ...counted,
    },
    ...negatives,
    usesCosines: false,
    overQuery: createQueryLoss(powerOf, offsetOf),
    compute(row, gradients, runtime) {
      const { positive, catalogueSize } = row;
      const power = powerOf(catalogueSize);
      const added = offsetOf(power);
      // −log(1 − σ(s)) = log(1 + exp(s))
      const negative = logistic(row, { shift: -added, scale: 1, gradients, runtime });
      return {
        loss: negative - power * logSigmoid(positive + added),
        positiveGradient: -power * sigmoid(-positive - added),
      };
    },
  };
}

/** What a negative costs is the same for all rows of a query: it is found once, less each row's own item. */
function createQueryLoss(
  powerOf: (catalogueSize?: number) => number,
  offsetOf: (power: number) => number,
): QueryLoss {
  const powersOf = createPowers();
  const keptWeights = new KeptArray(Float64Array);
  const keptScratch = new KeptArray(Float64Array);
  const all = { loss: 0, shares: 0 };
  return (rows, slopes, runtime) => {
    const { counts, ownScores, ownColumns } = rows;
    const powers = powersOf(rows, 0, runtime);
    if (powers === undefined) return undefined;
    const power = powerOf(rows.catalogueSize);
    const added = offsetOf(power);
    const factor = exp(added);
    sumLogistic(rows, powers, { factor, scale: 1, slopes: slopes.columns }, all);
    const weights = keptWeights.take(ownScores.length);
    let sum = 0;
    for (let row = 0; row < ownScores.length; row++) {
      let negative = all.loss;
      for (const column of ownColumns[row]) {
        negative -= counts[column] * log(1 + factor * powers[column]);
      }
      weights[row] = rows.weights[row];
      sum += weights[row] * (negative - power * logSigmoid(ownScores[row] + added));
      slopes.own[row] = -weights[row] * power * sigmoid(-ownScores[row] - added);
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

function checkOffset(offset: unknown): void {
  if (offset === undefined) return;
  if (typeof offset !== "number" || !(Math.abs(offset) <= FURTHEST_OFFSET)) {
    throw new ConfigError(
      `offset must be from -${FURTHEST_OFFSET} to ${FURTHEST_OFFSET}, got ${shown(offset)}.`,
    );
  }
}

function drawnShare(negatives = 1, catalogueSize = 2): number {
  return Math.min(1, negatives / (catalogueSize - 1));
}
