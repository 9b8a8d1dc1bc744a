import { ConfigError, checkInteger, checkLength, checkOneOf } from "@towerkit/core";
import { countColumns } from "./columns.js";
import type { RetrievalLossFunction } from "./losses/loss-function.js";
import type { FloatArray, RetrievalBatch, RetrievalSettings } from "./types.js";

/**
 * Checks that each column has a probability where one is needed, and none is given in vain.
 * @throws ConfigError otherwise, or for a probability that is none: see `probabilitiesFrom`.
 */
export function checkProbabilities(
  batch: RetrievalBatch,
  settings: RetrievalSettings,
  loss: RetrievalLossFunction,
): void {
  checkCatalogueSize(batch, settings, loss);
  const { probabilitiesFrom = "caller" } = batch;
  checkOneOf("probabilitiesFrom", probabilitiesFrom, ["caller", "counts"]);
  const { samplingProbability, extraProbability, pairProbability, rowNegatives } = batch;
  const given = {
    samplingProbability,
    extraProbability,
    pairProbability,
    "rowNegatives.probability": rowNegatives?.probability,
  };
  if (!settings.samplingCorrection) {
    refuse(given, (name) => unusedWithout(name, loss));
    return;
  }
  if (pairProbability !== undefined) {
    refuse(
      { samplingProbability, extraProbability },
      (name) => `pairProbability already says how likely each column is: leave out ${name}.`,
    );
    const length = batch.querySlots.length * countColumns(batch, loss.columns);
    checkProbability("pairProbability", pairProbability, { length, probabilitiesFrom });
  } else if (loss.columns === "drawn") {
    refuse(
      { samplingProbability, extraProbability },
      (name) => `${loss.kind} draws all columns alike and has no use for ${name}: leave it out.`,
    );
  } else {
    checkColumnProbabilities(batch);
  }
  if (rowNegatives === undefined) return;
  if (rowNegatives.probability === undefined) {
    throw new ConfigError(
      "rowNegatives.probability is missing: the task corrects for how often a candidate is drawn. Give each negative its item's probability, or make the task with retrieval({ samplingCorrection: false }).",
    );
  }
  checkProbability("rowNegatives.probability", rowNegatives.probability, {
    length: rowNegatives.slots.length,
    probabilitiesFrom,
  });
}

function checkColumnProbabilities(batch: RetrievalBatch): void {
  const { samplingProbability, extraProbability, extraSlots } = batch;
  const { probabilitiesFrom = "caller" } = batch;
  if (samplingProbability === undefined) {
    throw new ConfigError(
      "samplingProbability is missing: the task corrects for how often a candidate is drawn. Give " +
        "each row its item's share of the training rows, as TwoTower.fit does, or make the task " +
        "with retrieval({ samplingCorrection: false }).",
    );
  }
  checkProbability("samplingProbability", samplingProbability, {
    length: batch.querySlots.length,
    probabilitiesFrom,
  });
  if (extraSlots === undefined) {
    refuse({ extraProbability }, () => "extraProbability was given without extraSlots.");
    return;
  }
  if (extraProbability === undefined) {
    throw new ConfigError(
      "extraProbability is missing: say of each of extraSlots how likely that column is to hold its candidate.",
    );
  }
  checkProbability("extraProbability", extraProbability, {
    length: extraSlots.length,
    probabilitiesFrom,
  });
}

function checkCatalogueSize(
  { catalogueSize }: RetrievalBatch,
  { samplingCorrection }: RetrievalSettings,
  loss: RetrievalLossFunction,
): void {
  if (catalogueSize !== undefined) checkInteger("catalogueSize", catalogueSize, 1);
  const isNeeded =
    (loss.kind === "sampledSoftmax" && samplingCorrection) ||
    (loss.kind === "calibratedCrossEntropy" && loss.settings.samplingRate === undefined);
  if (isNeeded && catalogueSize === undefined) {
    throw new ConfigError(
      `catalogueSize is missing: ${loss.kind} reckons with how many items its negatives were drawn from.`,
    );
  }
}

function refuse(given: Readonly<Record<string, unknown>>, why: (name: string) => string): void {
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) throw new ConfigError(why(name));
  }
}

function unusedWithout(name: string, loss: RetrievalLossFunction): string {
  return loss.kind === "inBatchSoftmax"
    ? `${name} was given to a task with samplingCorrection: false, which has no use for it: leave it out, or make the task with retrieval().`
    : `${name} was given to a task that corrects for no sampling and has no use for it: leave it out.`;
}

function checkProbability(
  name: string,
  probabilities: FloatArray,
  of: { readonly length: number; readonly probabilitiesFrom: "caller" | "counts" },
): void {
  checkLength(name, probabilities, of.length);
  const isCounted = of.probabilitiesFrom === "counts";
  for (let i = 0; i < of.length; i++) {
    const probability = probabilities[i];
    if (isCounted ? probability > 0 && probability <= 1 : isFromZero(probability)) continue;
    const bounds = isCounted
      ? "above 0 and at most 1, as it is counted"
      : "a finite number from 0 (it is clipped to 1e-6 … 1)";
    throw new ConfigError(`${name}[${i}] is ${probability}; it must be ${bounds}.`);
  }
}

const isFromZero = (value: number): boolean => value >= 0 && value < Infinity;
