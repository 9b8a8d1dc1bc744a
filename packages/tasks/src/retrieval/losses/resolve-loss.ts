import { ConfigError, shown } from "@towerkit/core";
import { bpr } from "../row-losses/bpr.js";
import { calibratedCrossEntropy } from "../row-losses/calibrated-cross-entropy.js";
import { cosineContrastive } from "../row-losses/cosine-contrastive.js";
import { fullSquares } from "../row-losses/full-squares.js";
import { hinge, warp } from "../row-losses/hinge.js";
import type { RowLoss } from "../row-losses/row-loss.js";
import type { RetrievalLossFunction, RetrievalLossSettings } from "./loss-function.js";
import { fullSoftmax, inBatchSoftmax, mixedNegatives, sampledSoftmax } from "./softmax-losses.js";

/** Each maker checks its own settings. */
const MAKERS: ReadonlyMap<string, (settings: never) => RetrievalLossFunction> = new Map<
  string,
  (settings: never) => RetrievalLossFunction
>([
  ["inBatchSoftmax", inBatchSoftmax],
  ["fullSoftmax", fullSoftmax],
  ["mixedNegatives", mixedNegatives],
  ["sampledSoftmax", sampledSoftmax],
  ["bpr", bpr],
  ["hinge", hinge],
  ["warp", warp],
  ["cosineContrastive", cosineContrastive],
  ["calibratedCrossEntropy", calibratedCrossEntropy],
  ["fullSquares", fullSquares],
]);

/**
 * A loss out of what a caller gave: one that was made, or the JSON that a task's settings keep.
 * @throws ConfigError if it is neither, or its settings cannot work.
 */
export function resolveLoss(
  loss: RetrievalLossFunction | RetrievalLossSettings,
): RetrievalLossFunction {
  if (isMade(loss)) return loss;
  const { kind, ...settings } = loss ?? {};
  const make = MAKERS.get(String(kind));
  if (make === undefined) {
    throw new ConfigError(
      `loss must be one of ${Array.from(MAKERS.keys(), (name) => `${name}(…)`).join(", ")}, got ${shown(loss)}.`,
    );
  }
  return make(settings as never);
}

/** The JSON that `resolveLoss` takes. */
export function lossSettings({ kind, settings }: RetrievalLossFunction): RetrievalLossSettings {
  return Object.freeze({ kind, ...settings });
}

export function isRowLoss(loss: RetrievalLossFunction): loss is RowLoss {
  return "compute" in loss;
}

function isMade(
  loss: RetrievalLossFunction | RetrievalLossSettings,
): loss is RetrievalLossFunction {
  return typeof loss === "object" && loss !== null && typeof loss.needs === "object";
}
