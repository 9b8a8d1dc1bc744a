import { BundleError, ConfigError, shown } from "@towerkit/core";
import {
  huber,
  logistic,
  type RankingLossFunction,
  type RankingTask,
  ranking,
  squaredError,
} from "@towerkit/tasks";
import { MANIFEST } from "../two-tower/restore.js";
import type { Head } from "./heads.js";

/** A head as a bundle's settings keep it, beside its network. */
export interface SavedHead {
  readonly label: string;
  readonly task: {
    readonly kind: "ranking";
    readonly reduction: RankingTask["reduction"];
    readonly loss: { readonly kind: string } & Readonly<Record<string, unknown>>;
  };
}

const LOSSES: Readonly<Record<string, (settings: never) => RankingLossFunction>> = {
  squaredError,
  huber,
  logistic,
};

export const savedHead = ({ label, task }: Pick<Head, "label" | "task">): SavedHead => ({
  label,
  task: {
    kind: "ranking",
    reduction: task.reduction,
    loss: { ...task.loss.settings, kind: task.loss.kind },
  },
});

/** @throws ConfigError for a loss of one's own, which a bundle cannot hold. */
export function checkSavable({ name, task }: Head): void {
  if (Object.hasOwn(LOSSES, task.loss.kind)) return;
  throw new ConfigError(
    `heads.${name} learnt by the loss ${shown(task.loss.kind)}, which no reader of a bundle knows; those that can be saved are ${Object.keys(LOSSES).join(", ")}.`,
  );
}

/** @throws BundleError for what `savedHead` never gives. */
export function headFromSaved(name: string, saved: unknown): Pick<Head, "label" | "task"> {
  const { label, task } = (saved ?? {}) as Partial<SavedHead>;
  const { kind, ...settings } = task?.loss ?? { kind: undefined };
  if (typeof label !== "string" || typeof kind !== "string" || !Object.hasOwn(LOSSES, kind)) {
    throw new BundleError(
      `${MANIFEST}: settings.heads.${name} must have a label and a known loss, got ${shown(label)} and ${shown(kind)}.`,
      MANIFEST,
    );
  }
  const reduction = task?.reduction ?? "sum";
  return { label, task: ranking({ loss: LOSSES[kind](settings as never), reduction }) };
}
