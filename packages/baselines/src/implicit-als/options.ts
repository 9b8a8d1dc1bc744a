import { ConfigError, checkInteger, checkPositive, shown } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { HistoryOptions } from "../interactions/options.js";

/** What implicit ALS is made of. */
export interface ImplicitAlsOptions extends HistoryOptions {
  /** The width of a user's and an item's vector: a whole number from 1. Default 64. */
  readonly dim?: number | undefined;
  /** How often items and then users are solved for: a whole number from 1. Default 16. */
  readonly epochs?: number | undefined;
  /** α, the weight of a pair that the train table lacks, against 1 for one it has. Default 0.1. */
  readonly unobservedWeight?: number | undefined;
  /** λ, a finite number above 0. Default 0.01. */
  readonly regularization?: number | undefined;
  /**
   * ν, how much more is asked of those who are often in the train table: a finite number from 0 (all alike)
   * to 1 (in proportion to their part in the loss, which is usually best). Default 1.
   */
  readonly regularizationExponent?: number | undefined;
  /** Decides the initial vectors: a whole number from 0. Default 42. */
  readonly seed?: number | undefined;
  /** What computes. Default: the shared runtime of `@towerkit/kernels`. */
  readonly runtime?: Runtime | undefined;
}

/** How the vectors are learned. */
export interface ImplicitAlsSettings {
  readonly dim: number;
  readonly epochs: number;
  readonly unobservedWeight: number;
  readonly regularization: number;
  readonly regularizationExponent: number;
  readonly seed: number;
}

/** @throws ConfigError for a setting that cannot work. */
export function settingsOf(options: ImplicitAlsOptions): ImplicitAlsSettings {
  const { unobservedWeight = 0.1, regularization = 0.01, regularizationExponent = 1 } = options;
  if (
    !(typeof regularizationExponent === "number" && 0 <= regularizationExponent) ||
    regularizationExponent > 1
  ) {
    throw new ConfigError(
      `regularizationExponent must be a number from 0 to 1, got ${shown(regularizationExponent)}.`,
    );
  }
  return {
    dim: checkInteger("dim", options.dim ?? 64, 1),
    epochs: checkInteger("epochs", options.epochs ?? 16, 1),
    unobservedWeight: checkPositive("unobservedWeight", unobservedWeight),
    regularization: checkPositive("regularization", regularization),
    regularizationExponent,
    seed: checkInteger("seed", options.seed ?? 42, 0),
  };
}
