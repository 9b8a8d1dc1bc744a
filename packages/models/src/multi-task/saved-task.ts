import { BundleError, shown } from "@towerkit/core";
import {
  checkSavableLoss,
  rankingTaskFromSaved,
  type SavedRankingTask,
  savedRankingTask,
} from "../training/ranking-losses.js";
import { MANIFEST } from "../two-tower/restore.js";
import type { Head } from "./heads.js";

/** A head as a bundle's settings keep it, beside its network. */
export interface SavedHead {
  readonly label: string;
  readonly task: SavedRankingTask;
}

export const savedHead = ({ label, task }: Pick<Head, "label" | "task">): SavedHead => ({
  label,
  task: savedRankingTask(task),
});

/** @throws ConfigError for a loss of one's own, which a bundle cannot hold. */
export function checkSavable({ name, task }: Head): void {
  checkSavableLoss(`heads.${name}`, task);
}

/** @throws BundleError for what `savedHead` never gives. */
export function headFromSaved(name: string, saved: unknown): Pick<Head, "label" | "task"> {
  const { label, task: kept } = (saved ?? {}) as Partial<SavedHead>;
  const task = rankingTaskFromSaved(kept);
  if (typeof label !== "string" || task === undefined) {
    throw new BundleError(
      `${MANIFEST}: settings.heads.${name} must have a label and a known loss, got ${shown(label)} and ${shown(kept?.loss?.kind)}.`,
      MANIFEST,
    );
  }
  return { label, task };
}
