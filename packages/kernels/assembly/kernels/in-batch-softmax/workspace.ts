import { SoftmaxJob } from "./job";

// What a task needs where not all of its positives share one Z: lists with room for a value of four
// bytes for each column, then lists with room for one of eight bytes for each of a query's positives.
// vector.ts knows how many there are of each: 7 and 8.

// Of each column; of `GROUP_STATES`, each group.
export const ROW_WEIGHTS: i32 = 0;
export const GROUP_STATES: i32 = 1;
export const ASIDE_SCORES: i32 = 2;
export const ASIDE_EXPONENTIALS: i32 = 3;
export const ASIDE_EXPONENTIALS_OUTSIDE_TOP: i32 = 4;

// The same lists where only the hardest columns count: the logits, and then the scores of the hardest.
export const LOGITS: i32 = 2;
export const HARDEST_SCORES: i32 = 2;
export const HARDEST_COLUMNS: i32 = 3;
export const PICKED: i32 = 4;
export const PICKED_SCORES: i32 = 5;
export const PICKED_WEIGHTS: i32 = 6;
const COLUMN_LISTS: i32 = 7;

// Of each positive of a query, or each group set aside.
export const OWN_SCORES: i32 = 0;
export const OWN_GRADIENTS: i32 = 1;
export const ASIDE_GROUPS: i32 = 2;
export const ASIDE_GREATEST: i32 = 3;
export const ASIDE_SUMS: i32 = 4;
export const SUMS_OUTSIDE: i32 = 5;
export const ASIDE_SHARES: i32 = 6;
export const SHARES_OUTSIDE: i32 = 7;

/** A list with room for four bytes for each column. */
// @ts-ignore: decorator
@inline
export function columnList(job: SoftmaxJob, task: i32, list: i32): usize {
  const start = <usize>job.workspace + <usize>task * <usize>job.workspaceBytes;
  return start + (((<usize>list) * <usize>job.columns) << 2);
}

/** A list with room for eight bytes for each positive of a query. */
// @ts-ignore: decorator
@inline
export function positiveList(job: SoftmaxJob, task: i32, list: i32): usize {
  const start = columnList(job, task, COLUMN_LISTS);
  return start + (((<usize>list) * <usize>job.mostPositives) << 3);
}
