import { ConfigError, checkInteger, checkOneOf, checkPositive, shown } from "@towerkit/core";
import type { RetrievalLossFunction } from "./losses/loss-function.js";
import { isRowLoss, lossSettings, resolveLoss } from "./losses/resolve-loss.js";
import { inBatchSoftmax } from "./losses/softmax-losses.js";
import type { RetrievalOptions, RetrievalSettings } from "./types.js";

/** Fills in the defaults and refuses what cannot work. */
export function retrievalSettings(options: RetrievalOptions): {
  readonly settings: RetrievalSettings;
  readonly loss: RetrievalLossFunction;
} {
  const { temperature = 1, reduction = "sum", hardNegatives } = options;
  const { loss: given = inBatchSoftmax() } = options;
  const loss = resolveLoss(given);
  const settings = Object.freeze({
    temperature: checkPositive("temperature", temperature),
    samplingCorrection: samplingCorrectionOf(options, loss),
    removeAccidentalHits: removeAccidentalHitsOf(options, loss),
    reduction: checkOneOf("reduction", reduction, ["sum", "mean"]),
    ...(hardNegatives !== undefined && {
      hardNegatives: checkInteger("hardNegatives", hardNegatives, 1),
    }),
    loss: lossSettings(loss),
  });
  return { settings, loss };
}

function samplingCorrectionOf(options: RetrievalOptions, loss: RetrievalLossFunction): boolean {
  const corrects = !isRowLoss(loss) && loss.columns !== "catalogue";
  const { samplingCorrection = corrects } = options;
  if (checkBoolean("samplingCorrection", samplingCorrection) && !corrects) {
    throw new ConfigError(
      `${loss.kind} has no sampling to correct for: leave out samplingCorrection.`,
    );
  }
  return samplingCorrection;
}

function removeAccidentalHitsOf(options: RetrievalOptions, loss: RetrievalLossFunction): boolean {
  const always = isRowLoss(loss) || loss.columns === "drawn";
  const { removeAccidentalHits = always } = options;
  if (!checkBoolean("removeAccidentalHits", removeAccidentalHits) && always) {
    throw new ConfigError(
      `${loss.kind} never takes a row's own item for its negative: leave out removeAccidentalHits.`,
    );
  }
  return removeAccidentalHits;
}

function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") {
    throw new ConfigError(`${name} must be true or false, got ${shown(value)}.`);
  }
  return value;
}
