import { ConfigError, checkOneOf, checkPositive, shown } from "@towerkit/core";
import type { RetrievalOptions, RetrievalSettings } from "./types.js";

/** Fills in the defaults and refuses what cannot work. */
export function retrievalSettings(options: RetrievalOptions): RetrievalSettings {
  const {
    temperature = 1,
    samplingCorrection = true,
    removeAccidentalHits = false,
    reduction = "sum",
  } = options;
  return Object.freeze({
    temperature: checkPositive("temperature", temperature),
    samplingCorrection: checkBoolean("samplingCorrection", samplingCorrection),
    removeAccidentalHits: checkBoolean("removeAccidentalHits", removeAccidentalHits),
    reduction: checkOneOf("reduction", reduction, ["sum", "mean"]),
  });
}

function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") {
    throw new ConfigError(`${name} must be true or false, got ${shown(value)}.`);
  }
  return value;
}
