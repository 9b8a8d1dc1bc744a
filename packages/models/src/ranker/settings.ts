import { ConfigError, checkInteger, shown } from "@towerkit/core";
import type { RankingTask } from "@towerkit/tasks";
import { type Features, type TowerSpec, tower } from "@towerkit/towers";
import type { RankerLayers } from "./shapes.js";

/** What a {@link Ranker} is made of. */
export interface RankerOptions {
  /** By name: embeddings, and numbers, which stand before them. */
  readonly features: Features;
  /** What the features go through, to one number: `dcn()`, `dlrm()`, or layers such as `denseStack([256, 64, 1])`. */
  readonly layers: RankerLayers;
  /** The column with what is true. A row where it is null teaches nothing. */
  readonly label: string;
  /** What it is trained for: `ranking()`, with whichever loss. */
  readonly task: RankingTask;
  /**
   * The column whose equal values make rows a list, such as `user_id`: what a loss of lists is taken over,
   * and NDCG. Needed for such a loss. Default: none.
   */
  readonly group?: string;
  /** Decides initial weights and the order of the rows. Default 42. */
  readonly seed?: number;
}

/** What of a ranker is not learnt. */
export interface RankerIdentity {
  readonly label: string;
  readonly task: RankingTask;
  readonly group: string | undefined;
  readonly seed: number;
}

/** @throws ConfigError for a task that is none, or a loss of lists without a group. */
export function rankerIdentity({
  label,
  task,
  group,
  seed = 42,
}: Pick<RankerOptions, "label" | "task" | "group" | "seed">): RankerIdentity {
  if (typeof label !== "string") {
    throw new ConfigError(`label must be a column's name, got ${shown(label)}.`);
  }
  if (task?.kind !== "ranking") {
    throw new ConfigError(
      `task must be a ranking task such as ranking(), got ${shown(task)}; it is what the model is trained for.`,
    );
  }
  if (group !== undefined && typeof group !== "string") {
    throw new ConfigError(`group must be a column's name, got ${shown(group)}.`);
  }
  if (task.loss.isListwise && group === undefined) {
    throw new ConfigError(
      `${task.loss.kind} compares the rows of a list; name the column whose equal values make a list, e.g. group: "user_id".`,
    );
  }
  return { label, task, group, seed: checkInteger("seed", seed, 0) };
}

/**
 * Describes the whole of a ranker as one tower, numbers before embeddings.
 * @throws ConfigError whatever `tower` throws, and where the layers do not end in one number.
 */
export function rankerTower({
  features,
  layers,
}: Pick<RankerOptions, "features" | "layers">): TowerSpec {
  const named = Object.entries(features);
  const ordered = Object.fromEntries([
    ...named.filter(([, feature]) => feature?.kind === "numbers"),
    ...named.filter(([, feature]) => feature?.kind !== "numbers"),
  ]);
  // Without layers first: what is no feature is said to be none.
  tower(ordered);
  const spec = tower(ordered, {
    layers: typeof layers === "function" ? layers(ordered) : layers,
  });
  if (spec.width !== undefined) checkWidth(spec.width);
  return spec;
}

/** @throws ConfigError unless there is one prediction for a row. */
export function checkWidth(width: number): void {
  if (width === 1) return;
  throw new ConfigError(
    `layers must end in one number, the prediction, and end in ${width}; let the last layer be dense(1).`,
  );
}
