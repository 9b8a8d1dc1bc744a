import { type JointTask, multiTask, type Tasks } from "@towerkit/tasks";
import type { Optimizer } from "../optimizers/optimizer.js";
import { handOver } from "../training/hand-over.js";
import { copyOfHead, type Head } from "./heads.js";
import { createUncertainty, type Uncertainty } from "./uncertainty.js";

/** What a model of several tasks learns beside its towers. */
export interface Learnt {
  readonly heads: readonly Head[];
  readonly task: JointTask<Tasks>;
  /** Of the task's own parameters. */
  readonly uncertainty: Uncertainty;
}

export const learntOf = (heads: readonly Head[], task: JointTask<Tasks>): Learnt => ({
  heads,
  task,
  uncertainty: createUncertainty(task),
});

/** A copy to train on by an optimizer, which knows of it what it knows of the original. */
export function copyOfLearnt({ heads, task, uncertainty }: Learnt, optimizer: Optimizer): Learnt {
  const sameTasks = multiTask(task.tasks, { weights: task.weights });
  sameTasks.parameters.set(task.parameters);
  const copy = learntOf(heads.map(copyOfHead), sameTasks);
  for (const [i, { learnt }] of heads.entries()) {
    handOver(optimizer, learnt.tables, copy.heads[i].learnt.tables);
  }
  handOver(optimizer, uncertainty.trainables(), copy.uncertainty.trainables());
  return copy;
}
