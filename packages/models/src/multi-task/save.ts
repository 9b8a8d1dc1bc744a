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
      ...(task.weights === "uncertainty" && { logVariances: Array.from(task.parameters) }),
    },
    columns: heads.map(({ label }) => label),
  };
}

/** What of a bundle a model of several tasks has beside its towers. */
export interface RestoredTasks {
  readonly heads: readonly Head[];
  readonly weights: TaskWeights;
  readonly logVariances: readonly number[];
}

/** @throws BundleError if the settings are not such as `multiTaskKind` gives. */
export function restoreTasks({ heads, manifest }: Bundle): RestoredTasks {
  const { heads: saved, weights, logVariances = [] } = manifest.settings as Record<string, never>;
  const restored = Object.entries(heads).map(([name, network]) =>
    headOf(
      name,
      blaming(MANIFEST, () => headFromSaved(name, (saved as Record<string, unknown>)?.[name])),
      network,
    ),
  );
  const numbers: unknown = logVariances;
  if (!Array.isArray(numbers) || numbers.some((value) => !Number.isFinite(value))) {
    throw new BundleError(
      `${MANIFEST}: settings.logVariances must be numbers, got ${shown(numbers)}.`,
      MANIFEST,
    );
  }
  return { heads: restored, weights, logVariances: numbers };
}
