import { ConfigError, checkInteger, shown } from "@towerkit/core";
import type { Callback, InTraining } from "../training/callback.js";
import { isHigherBetter, monitored } from "./monitored.js";

/** When {@link earlyStopping} ends training. */
export interface EarlyStoppingOptions {
  /** What to watch, by its path in an epoch's history. Default `"validation.loss"`. */
  readonly monitor?: string;
  /** Epochs without an improvement, of those that were validated after, before it ends. Default 3. */
  readonly patience?: number;
  /** What counts as an improvement: better by more than this. Default 0. */
  readonly minDelta?: number;
  /** Whether the weights of the best epoch are put back at the end. Default true. */
  readonly restoreBest?: boolean;
}

/**
 * Ends training when a measure has not improved for some epochs, and puts the best epoch's weights back.
 * Losses, `rmse` and `mae` are better when smaller, everything else when larger. Whoever evaluates on the
 * rows that this watches has chosen on them.
 *
 * @throws ConfigError for a patience below 1 or a negative `minDelta`; in training, if there is no such
 * measure, or none of the epochs was validated after.
 * @example
 * const callbacks = [earlyStopping({ monitor: "validation.top_k.100", patience: 5 })];
 * await model.fit(train, { candidates, optimizer, epochs: 100, validation: { table }, callbacks });
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  const { monitor = "validation.loss", patience = 3, minDelta = 0, restoreBest = true } = options;
  checkInteger("earlyStopping: patience", patience, 1);
  if (!(minDelta >= 0 && Number.isFinite(minDelta))) {
    throw new ConfigError(
      `earlyStopping: minDelta must be at least 0 and finite, got ${shown(minDelta)}.`,
    );
  }
  const sign = isHigherBetter(monitor) ? 1 : -1;
  let best: number | null = null;
  let waited = 0;
  let weights: Record<string, Float32Array> = {};

  return {
    name: "earlyStopping",
    onEpochEnd({ history, tables, stop }) {
      const value = monitored(history[history.length - 1], monitor);
      if (value === undefined) return;
      if (best === null || sign * (value - best) > minDelta) {
        best = value;
        waited = 0;
        if (restoreBest) weights = copyOf(tables);
      } else if (++waited >= patience) stop();
    },
    onFitEnd({ tables }) {
      if (best === null) {
        throw new ConfigError(
          `earlyStopping: ${monitor} was never measured; give fit a validation table.`,
        );
      }
      for (const [name, data] of Object.entries(weights)) tables.get(name)?.data.set(data);
    },
    state: () => ({ json: { best, waited }, arrays: weights }),
    restore({ json, arrays = {} }) {
      const kept = json as { readonly best: number | null; readonly waited: number };
      best = kept.best;
      waited = kept.waited;
      weights = { ...arrays };
    },
  };
}

function copyOf(tables: InTraining["tables"]): Record<string, Float32Array> {
  return Object.fromEntries(Array.from(tables, ([name, { data }]) => [name, data.slice()]));
}
