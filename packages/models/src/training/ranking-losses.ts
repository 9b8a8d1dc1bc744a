import { ConfigError, shown } from "@towerkit/core";
import {
  approxNdcg,
  huber,
  listMle,
  logistic,
  pairwiseHinge,
  type RankingLossFunction,
  type RankingTask,
  ranking,
  squaredError,
} from "@towerkit/tasks";

/** A ranking task as a bundle's settings keep it. */
export interface SavedRankingTask {
  readonly kind: "ranking";
  readonly reduction: RankingTask["reduction"];
  readonly loss: { readonly kind: string } & Readonly<Record<string, unknown>>;
}

/** Each checks its own settings. */
const LOSSES: Readonly<Record<string, (settings: never) => RankingLossFunction>> = {
  squaredError,
  huber,
  logistic,
  pairwiseHinge,
  listMle,
  approxNdcg,
};

export const savedRankingTask = ({ reduction, loss }: RankingTask): SavedRankingTask => ({
  kind: "ranking",
  reduction,
  loss: { ...loss.settings, kind: loss.kind },
});

/** @throws ConfigError for a loss of one's own, which a bundle cannot hold. */
export function checkSavableLoss(who: string, { loss }: RankingTask): void {
  if (Object.hasOwn(LOSSES, loss.kind)) return;
  throw new ConfigError(
    `${who} learnt by the loss ${shown(loss.kind)}, which no reader of a bundle knows; those that can be saved are ${Object.keys(LOSSES).join(", ")}.`,
  );
}

/**
 * Makes again what `savedRankingTask` kept.
 * @returns undefined where there is no such loss.
 * @throws ConfigError if a setting is not what it should be.
 */
export function rankingTaskFromSaved(saved: unknown): RankingTask | undefined {
  const { loss, reduction = "sum" } = (saved ?? {}) as Partial<SavedRankingTask>;
  const { kind, ...settings } = loss ?? { kind: undefined };
  if (typeof kind !== "string" || !Object.hasOwn(LOSSES, kind)) return undefined;
  return ranking({ loss: LOSSES[kind](settings as never), reduction });
}
