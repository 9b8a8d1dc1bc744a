import { ConfigError } from "@towerkit/core";
import type { Callback } from "../training/callback.js";
import { monitorOf, refuseUnseen } from "../training/figures.js";

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
 * @throws ConfigError, at the end of training, if no epoch had the figure; whatever `writeBundle` throws.
 * @example
 * const callbacks = [bestCheckpoint("./best")];
 * const validation = { table: held, evaluate: { exclude: train } };
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1), epochs: 50, validation, callbacks });
 * const best = await TwoTower.load("./best");
 */
export function bestCheckpoint(
  dir: string,
  { monitor: name = "validation.top_k.100" }: BestCheckpointOptions = {},
): Callback {
  const monitor = monitorOf(name);
  let best: number | undefined;
  let isResumed = false;
  return {
    name: "bestCheckpoint",
    onFitStart() {
      if (!isResumed) best = undefined;
      isResumed = false;
    },
    async onEpochEnd({ history, save }) {
      const value = monitor.valueOf(history[history.length - 1]);
      if (value === undefined) return;
      if (best !== undefined && !(monitor.gain(value, best) > 0)) return;
      await save(dir);
      best = value;
    },
    onFitEnd({ history }) {
      if (best === undefined) refuseUnseen("bestCheckpoint", name, history);
    },
    state: () => (best === undefined ? {} : { json: { monitor: name, best } }),
    restore({ json }) {
      best = bestOf(json, name);
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
