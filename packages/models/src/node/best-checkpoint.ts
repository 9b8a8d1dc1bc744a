import { ConfigError } from "@towerkit/core";
import { isHigherBetter, monitored } from "../callbacks/monitored.js";
import type { Callback } from "../training/callback.js";

/** What {@link bestCheckpoint} goes by. */
export interface BestCheckpointOptions {
  /**
   * A figure of the history: `"loss"`, `"validation.loss"`, `"validation.ndcg.10"`. Losses and errors are
   * best where they are lowest, everything else where it is highest. Default `"validation.top_k.100"`.
   */
  readonly monitor?: string;
}

/**
 * Keeps the model of the best epoch so far as a bundle, beside whatever becomes of the model afterwards.
 * The first of epochs that are as good as each other is kept.
 *
 * @param dir - the folder that is to be the bundle.
 * @throws ConfigError, in training, if the history has no such figure, or at its end, if no epoch was validated
 * after; whatever `writeBundle` throws.
 * @example
 * const callbacks = [bestCheckpoint("./best")];
 * const validation = { table: held, evaluate: { exclude: train } };
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1), epochs: 50, validation, callbacks });
 * const best = await TwoTower.load("./best");
 */
export function bestCheckpoint(
  dir: string,
  { monitor = "validation.top_k.100" }: BestCheckpointOptions = {},
): Callback {
  const sign = isHigherBetter(monitor) ? 1 : -1;
  let best: number | undefined;
  let isResumed = false;
  return {
    name: "bestCheckpoint",
    onFitStart() {
      if (!isResumed) best = undefined;
      isResumed = false;
    },
    async onEpochEnd({ history, save }) {
      const value = monitored(history[history.length - 1], monitor);
      if (value === undefined) return;
      if (best !== undefined && !(sign * (value - best) > 0)) return;
      await save(dir);
      best = value;
    },
    onFitEnd() {
      if (best !== undefined) return;
      throw new ConfigError(
        `bestCheckpoint: ${monitor} was never measured; give fit a validation table.`,
      );
    },
    state: () => (best === undefined ? {} : { json: { monitor, best } }),
    restore({ json }) {
      best = bestOf(json, monitor);
      isResumed = true;
    },
  };
}

function bestOf(json: unknown, monitor: string): number | undefined {
  if (json === undefined) return undefined;
  const kept = json as { readonly monitor: string; readonly best: number };
  if (kept.monitor === monitor) return kept.best;
  throw new ConfigError(
    `bestCheckpoint: the checkpoint went by "${kept.monitor}", this run goes by "${monitor}"; go by the same.`,
  );
}
