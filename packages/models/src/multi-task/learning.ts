import type { TableLike } from "@towerkit/core";
import { type JointTask, multiTask, type RetrievalTask, type Tasks } from "@towerkit/tasks";
import { meanLabel, readLabels } from "../data/labels.js";
import { uninformedPrediction } from "../training/uninformed.js";
import type { FitParts } from "../two-tower/fit.js";
import type { Learning, LearningOf } from "../two-tower/learning.js";
import { saveTrained } from "../two-tower/save.js";
import { evaluateMultiTask } from "./evaluate.js";
import type { HeadsOptions } from "./heads.js";
import type { Learnt } from "./learnt.js";
import { createMultiTaskPasses } from "./passes.js";
import { multiTaskKind } from "./save.js";
import { savedHead } from "./saved-task.js";

/** What each task's loss is multiplied by: `retrieval`'s and each head's; or `"uncertainty"`, which learns it. */
export type TaskWeights = Readonly<Record<string, number>> | "uncertainty";

/** The tasks of a model under their names, ready to be learnt together. */
export function tasksOf(
  retrieval: RetrievalTask,
  heads: Readonly<Record<string, Pick<HeadsOptions[string], "task">>>,
  weights: TaskWeights | undefined,
): JointTask<Tasks> {
  const tasks: Tasks = {
    retrieval,
    ...Object.fromEntries(Object.entries(heads).map(([name, { task }]) => [name, task])),
  };
  return multiTask(tasks, weights === undefined ? {} : { weights });
}

/** Towers that learn to retrieve, and heads that learn labels. */
export const retrievalAndHeads =
  (
    parts: Pick<FitParts, "task" | "itemKey" | "queryKey" | "seed">,
    learntOver: (width: number) => Learnt,
  ): LearningOf =>
  ({ query, candidate }, train): Learning => {
    const { heads, task, uncertainty } = learntOver(query.width);
    const labelsOf = (table: TableLike, what: string) =>
      heads.map(({ label }) => readLabels(table, label, what));
    const ofTrain = labelsOf(train, "train");
    const uninformed = heads.map((head, h) =>
      uninformedPrediction(head.task.loss, meanLabel(ofTrain[h])),
    );
    return {
      owners: {
        query,
        candidate,
        ...Object.fromEntries(
          heads.map(({ name, learnt }) => [`heads/${name}`, { trainables: () => learnt.tables }]),
        ),
        tasks: uncertainty,
      },
      identity: {
        heads: Object.fromEntries(
          heads.map((head) => [head.name, { ...savedHead(head), ...head.network.topology() }]),
        ),
        weights: task.weights,
      },
      data: ofTrain.flatMap(({ values, present }) => (present ? [values, present] : [values])),
      // A head begins near 0 and has to find the mean of its labels first.
      graceEpochs: 1,
      passesOver(retrieval, table) {
        const labels = table === train ? ofTrain : labelsOf(table, "validation");
        const taught = heads.map((head, h) => ({
          head,
          labels: labels[h],
          uninformed: uninformed[h],
        }));
        return createMultiTaskPasses(retrieval, task, taught, uncertainty);
      },
      evaluate: (trained, table, options) => evaluateMultiTask(trained, heads, table, options),
      save: (trained, dir) => saveTrained(parts, trained, dir, {}, multiTaskKind(heads, task)),
    };
  };
