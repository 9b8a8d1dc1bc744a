import type { Bundle } from "@towerkit/bundle";
import { blaming, MANIFEST, restoreTrained } from "../two-tower/restore.js";
import type { Trained } from "../two-tower/trained.js";
import { checkHeads } from "./heads.js";
import { tasksOf } from "./learning.js";
import { type Learnt, learntOf } from "./learnt.js";
import type { MultiTaskOptions } from "./options.js";
import { restoreTasks } from "./save.js";

/**
 * Makes a model's parts out of a bundle again.
 * @throws BundleError if the bundle holds another kind of model, or what `save` never writes.
 */
export async function restoreMultiTask(bundle: Bundle): Promise<{
  readonly options: MultiTaskOptions<object, object>;
  readonly trained: Trained;
  readonly learnt: Learnt;
}> {
  const { options, trained } = await restoreTrained(bundle, "multi-task");
  const { heads, weights, logVariances } = restoreTasks(bundle);
  const specs = Object.fromEntries(
    heads.map(({ name, network, label, task }) => [name, { label, task, layers: network.layers }]),
  );
  const task = blaming(MANIFEST, () => tasksOf(options.task, checkHeads(specs), weights));
  for (const [i, name] of Object.keys(task.tasks).entries()) {
    if (i < task.parameters.length) task.parameters[i] = logVariances[name];
  }
  return {
    options: { ...options, heads: specs, weights },
    trained,
    learnt: learntOf(heads, task),
  };
}
