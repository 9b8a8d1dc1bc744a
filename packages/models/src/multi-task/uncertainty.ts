import type { JointTask, Tasks } from "@towerkit/tasks";
import type { EmbeddingTable, SparseGradient } from "@towerkit/towers";

const ONLY_ROW = Int32Array.of(0);

/** The log variances of tasks that weigh themselves, as optimizers take them; none otherwise. */
export interface Uncertainty {
  trainables(): readonly EmbeddingTable[];
  gradients(found: Float32Array): readonly SparseGradient[];
  /** 0 where weights are given. */
  logVarianceOf(task: string): number;
}

export function createUncertainty({ parameters, tasks }: JointTask<Tasks>): Uncertainty {
  const table = { name: "log_variances", rows: 1, dim: parameters.length, data: parameters };
  const names = Object.keys(tasks);
  const learns = parameters.length > 0;
  return {
    trainables: () => (learns ? [table] : []),
    gradients: (values) => (learns ? [{ table, rows: ONLY_ROW, values, penalty: 0 }] : []),
    logVarianceOf: (task) => (learns ? parameters[names.indexOf(task)] : 0),
  };
}
