import type { Bundle } from "@towerkit/bundle";
import {
  BundleError,
  ConfigError,
  checkInteger,
  columnOf,
  shown,
  type TableLike,
} from "@towerkit/core";
import { type RetrievalTask, retrieval } from "@towerkit/tasks";
import type { Tower, TowerSpec } from "@towerkit/towers";
import { type Catalogue, readCatalogue } from "../data/catalogue.js";
import { withMergedKeys } from "../data/merged-keys.js";
import type { OptimizerSettings } from "../optimizers/optimizer.js";
import type { SavedSettings } from "./save.js";
import type { TwoTowerOptions } from "./settings.js";
import type { Trained, TrainingSettings } from "./trained.js";

export const MANIFEST = "manifest.json";

/**
 * Makes a model's parts out of a bundle again.
 * @throws BundleError if the bundle holds another kind of model, or what `save` never writes.
 */
export async function restoreTrained(
  bundle: Bundle,
  kind: SavedSettings["model"] = "two-tower",
): Promise<{ options: TwoTowerOptions<object, object>; trained: Trained }> {
  const { query, candidate } = bundle.towers;
  const { itemKey, queryKey, parts } = bundle.manifest;
  const settings = blaming(MANIFEST, () => savedSettings(bundle.manifest.settings, kind));
  const catalogue = blaming(MANIFEST, () => catalogueOf(bundle, settings));
  const interactions = await bundle.interactions();
  return {
    options: {
      query: describeLoaded(query),
      candidate: describeLoaded(candidate),
      task: blaming(MANIFEST, () => taskOf(settings.task)),
      itemKey,
      ...(queryKey !== null && { queryKey }),
      seed: settings.seed,
    },
    trained: {
      query,
      candidate,
      catalogue,
      ...blaming(parts.candidates.file, () => ({
        items: candidate.encodeColumns(catalogue.table).inputs,
        trainCounts: trainCountsOf(catalogue.table),
      })),
      train: interactions?.train,
      training: settings.training,
    },
  };
}

/** To whoever opened the bundle, what we cannot read is a damaged file of theirs. */
export function blaming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new BundleError(`${file}: ${cause.message}`, file, { cause });
  }
}

/** A bundle holds fitted features, not the settings to fit them anew, so this describes the outside only. */
const describeLoaded = ({ inputs, width }: Tower): TowerSpec => ({
  inputs,
  width,
  features: {},
  layers: [],
});

function catalogueOf(bundle: Bundle, settings: SavedSettings): Catalogue {
  const { candidates, manifest, towers } = bundle;
  const { inputs } = towers.candidate;
  const kept = readCatalogue(candidates, { itemKey: manifest.itemKey, inputs });
  return withMergedKeys(kept, settings.catalogue);
}

/** `retrieval` checks each of the settings. */
function taskOf({ kind: _, ...options }: SavedSettings["task"]): RetrievalTask {
  return retrieval(options);
}

function trainCountsOf(candidates: TableLike): Int32Array {
  const counts = Array.from(columnOf(candidates, "train_count", "candidates"));
  return Int32Array.from(counts, (count, row) =>
    checkInteger(`train_count of row ${row} (from 0)`, count, 0),
  );
}

type Unchecked<T> = { readonly [K in keyof T]?: unknown };

/** @throws ConfigError unless the settings are such as `save` writes; `retrieval` checks the task's. */
function savedSettings(
  settings: Readonly<Record<string, unknown>>,
  kind: SavedSettings["model"],
): SavedSettings {
  const { model, seed, task, training } = settings as Unchecked<SavedSettings>;
  if (model !== kind || (task as Unchecked<SavedSettings["task"]>)?.kind !== "retrieval") {
    throw new BundleError(
      `the bundle does not hold a ${kind} retrieval model; loadRecommender may still serve it.`,
      MANIFEST,
    );
  }
  checkInteger("settings.seed", seed, 0);
  checkTraining((training ?? {}) as Unchecked<TrainingSettings>);
  return settings as unknown as SavedSettings;
}

function checkTraining(settings: Unchecked<TrainingSettings>) {
  const { optimizer, batchSize, batchBy, epochs, weights } = settings;
  checkInteger("settings.training.batchSize", batchSize, 1);
  checkInteger("settings.training.epochs", epochs, 1);
  if (batchBy !== undefined && typeof batchBy !== "string") {
    throw new ConfigError(
      `settings.training.batchBy must be a column's name, got ${shown(batchBy)}.`,
    );
  }
  if (weights !== null && typeof weights !== "string") {
    throw new ConfigError(
      `settings.training.weights must be a column's name or null, got ${shown(weights)}.`,
    );
  }
  if (typeof (optimizer as Unchecked<OptimizerSettings> | undefined)?.name !== "string") {
    throw new ConfigError(`settings.training.optimizer must have a name, got ${shown(optimizer)}.`);
  }
}
