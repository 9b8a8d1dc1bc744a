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
  const loss = resolveLoss(options.loss ?? inBatchSoftmax());
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
  const given = checkBoolean("samplingCorrection", options.samplingCorrection ?? corrects);
  if (given && !corrects) {
    throw new ConfigError(
      `${loss.kind} has no sampling to correct for: leave out samplingCorrection.`,
    );
  }
  return given;
}

function removeAccidentalHitsOf(options: RetrievalOptions, loss: RetrievalLossFunction): boolean {
  const always = isRowLoss(loss) || loss.columns === "drawn";
  const given = checkBoolean("removeAccidentalHits", options.removeAccidentalHits ?? always);
  if (always && !given) {
    throw new ConfigError(
      `${loss.kind} never takes a row's own item for its negative: leave out removeAccidentalHits.`,
    );
  }
  return given;
}

function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") {
    throw new ConfigError(`${name} must be true or false, got ${shown(value)}.`);
  }
  return value;
}
