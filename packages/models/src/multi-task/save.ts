import type { Bundle } from "@towerkit/bundle";
import { BundleError, shown } from "@towerkit/core";
import type { JointTask, Tasks } from "@towerkit/tasks";
import { blaming, MANIFEST } from "../two-tower/restore.js";
import type { ModelKind } from "../two-tower/save.js";
import { type Head, headOf } from "./heads.js";
import type { TaskWeights } from "./learning.js";
import { checkSavable, headFromSaved, savedHead } from "./saved-task.js";

/** What a model of several tasks keeps beside its towers. */
export function multiTaskKind(heads: readonly Head[], task: JointTask<Tasks>): ModelKind {
  for (const head of heads) checkSavable(head);
  return {
    model: "multi-task",
    heads: Object.fromEntries(heads.map(({ name, network }) => [name, network])),
    settings: {
      heads: Object.fromEntries(heads.map((head) => [head.name, savedHead(head)])),
      weights: task.weights,
      ...(task.weights === "uncertainty" && { logVariances: logVariancesOf(task) }),
    },
    columns: heads.map(({ label }) => label),
  };
}

/** What of a bundle a model of several tasks has beside its towers. */
export interface RestoredTasks {
  readonly heads: readonly Head[];
  readonly weights: TaskWeights;
  /** By task; none where weights were given. */
  readonly logVariances: Readonly<Record<string, number>>;
}

/** @throws BundleError if the settings are not such as `multiTaskKind` gives. */
export function restoreTasks({ heads, manifest }: Bundle): RestoredTasks {
  const { heads: saved, weights, logVariances = {} } = manifest.settings as Record<string, never>;
  const restored = Object.entries(heads).map(([name, network]) =>
    headOf(
      name,
      blaming(MANIFEST, () => headFromSaved(name, (saved as Record<string, unknown>)?.[name])),
      network,
    ),
  );
  const needed =
    weights === "uncertainty" || Object.keys(logVariances).length > 0
      ? ["retrieval", ...restored.map(({ name }) => name)]
      : [];
  const found: Readonly<Record<string, unknown>> = logVariances;
  const missing = needed.find((name) => !Number.isFinite(found[name]));
  if (missing !== undefined) {
    throw new BundleError(
      `${MANIFEST}: settings.logVariances must have a number for ${shown(missing)}.`,
      MANIFEST,
    );
  }
  return { heads: restored, weights, logVariances };
}

/** By task: a bundle's settings keep no order. */
function logVariancesOf({ tasks, parameters }: JointTask<Tasks>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.keys(tasks).map((name, i) => [name, parameters[i]]));
}
