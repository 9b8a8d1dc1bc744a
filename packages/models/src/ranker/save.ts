import { type ModelBundle, writeModel } from "@towerkit/bundle";
import { BundleError, ConfigError, checkInteger, shown } from "@towerkit/core";
import type { Tower } from "@towerkit/towers";
import {
  checkSavableLoss,
  rankingTaskFromSaved,
  type SavedRankingTask,
  savedRankingTask,
} from "../training/ranking-losses.js";
import { blaming, MANIFEST } from "../two-tower/restore.js";
import type { SavedBundle, SaveOptions } from "../two-tower/save.js";
import type { TrainingSettings } from "../two-tower/trained.js";
import { checkWidth, type RankerIdentity, rankerIdentity } from "./settings.js";

/** What a ranker knows once it is fitted or loaded. */
export interface TrainedRanker {
  readonly tower: Tower;
  readonly training: TrainingSettings;
}

/** What a ranker's bundle says besides the model. */
export type RankerSaveOptions = Pick<SaveOptions, "dataset" | "split" | "metrics" | "settings">;

const KIND = "ranker";

/** What a bundle's settings say of a ranker, beside the caller's own. */
interface SavedRanker {
  readonly model: typeof KIND;
  readonly seed: number;
  readonly label: string;
  readonly group: string | null;
  readonly task: SavedRankingTask;
  readonly training: TrainingSettings;
}

/** Writes a trained ranker as a bundle. */
export async function saveRanker(
  { seed, label, group, task }: RankerIdentity,
  { tower, training }: TrainedRanker,
  dir: string,
  { dataset, split, metrics, settings: own = {} }: RankerSaveOptions,
): Promise<SavedBundle> {
  checkSavableLoss("the model", task);
  const settings: SavedRanker = {
    model: KIND,
    seed,
    label,
    group: group ?? null,
    task: savedRankingTask(task),
    training,
  };
  const taken = Object.keys(settings).find((name) => Object.hasOwn(own, name));
  if (taken !== undefined) {
    throw new ConfigError(
      `settings.${taken} is what the model says of itself; give your own setting another name.`,
    );
  }
  return writeModel(dir, {
    towers: { [KIND]: tower },
    settings: { ...own, ...settings },
    ...(metrics !== undefined && { metrics }),
    dataset: dataset ?? { name: "unnamed", synthetic: false },
    split: split ?? { kind: "none", train: 0, test: 0, seed: null },
  });
}

/** @throws BundleError if the bundle holds another kind of model, or what `saveRanker` never writes. */
export function restoreRanker({ manifest, towers }: ModelBundle): {
  readonly identity: RankerIdentity;
  readonly trained: TrainedRanker;
} {
  const { model, seed, label, group, task, training } = manifest.settings as {
    readonly [K in keyof SavedRanker]?: unknown;
  };
  const tower = towers[KIND];
  if (model !== KIND || tower === undefined) {
    throw new BundleError(
      `${MANIFEST}: the bundle does not hold a ranker; its model is ${shown(model)}.`,
      MANIFEST,
    );
  }
  return blaming(MANIFEST, () => {
    checkWidth(tower.width);
    const { batchSize, epochs } = (training ?? {}) as Partial<TrainingSettings>;
    checkInteger("settings.training.batchSize", batchSize, 1);
    checkInteger("settings.training.epochs", epochs, 1);
    const identity = rankerIdentity({
      label: label as string,
      task: rankingTaskFromSaved(task) as RankerIdentity["task"],
      ...(group !== null && { group: group as string }),
      seed: seed as number,
    });
    return { identity, trained: { tower, training: training as TrainingSettings } };
  });
}
