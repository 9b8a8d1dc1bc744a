import { entry, SoftmaxJob, wideEntry } from "./job";
import { ASIDE_GROUPS, columnList, GROUP_STATES, positiveList, ROW_WEIGHTS } from "./workspace";

// Which columns of a row count: row-columns.ts of the TypeScript kernel.

export const IN_PLACE: i32 = 0;
export const FORBIDDEN: i32 = -1;
const NO_GROUP: i32 = -1;

/** Before a task's first row: every column counts. */
export function putAllInPlace(job: SoftmaxJob, task: i32): void {
  const bytes = (<usize>job.columns) << 2;
  memory.copy(columnList(job, task, ROW_WEIGHTS), <usize>job.columnWeights, bytes);
  memory.fill(columnList(job, task, GROUP_STATES), <u8>IN_PLACE, (<usize>job.numGroups) << 2);
}

export function hasForbidden(job: SoftmaxJob, query: i32): bool {
  const at = entry(<usize>job.forbiddenOffsets, query);
  return load<i32>(at) < load<i32>(at, 4);
}

export function takeOutForbidden(job: SoftmaxJob, task: i32, query: i32): void {
  const states = columnList(job, task, GROUP_STATES);
  const weights = columnList(job, task, ROW_WEIGHTS);
  const end = load<i32>(entry(<usize>job.forbiddenOffsets, query + 1));
  for (let e = load<i32>(entry(<usize>job.forbiddenOffsets, query)); e < end; e++) {
    const group = load<i32>(entry(<usize>job.forbiddenGroups, e));
    if (group == NO_GROUP) continue;
    store<i32>(entry(states, group), FORBIDDEN);
    takeOut(job, group, weights);
  }
}

/** Sets the groups of the positives aside, unless forbidden; returns how many. */
export function setPositivesAside(job: SoftmaxJob, task: i32, query: i32): i32 {
  const states = columnList(job, task, GROUP_STATES);
  const weights = columnList(job, task, ROW_WEIGHTS);
  const asideGroups = positiveList(job, task, ASIDE_GROUPS);
  let numAside = 0;
  const end = load<i32>(entry(<usize>job.positiveOffsets, query + 1));
  for (let e = load<i32>(entry(<usize>job.positiveOffsets, query)); e < end; e++) {
    const candidate = load<i32>(entry(<usize>job.positiveCandidates, e));
    const group = load<i32>(entry(<usize>job.groupOfCandidate, candidate));
    if (load<i32>(entry(states, group)) != IN_PLACE) continue;
    store<i32>(wideEntry(asideGroups, numAside), group);
    numAside++;
    store<i32>(entry(states, group), numAside);
    takeOut(job, group, weights);
  }
  return numAside;
}

export function putBack(job: SoftmaxJob, task: i32, query: i32, numAside: i32): void {
  const states = columnList(job, task, GROUP_STATES);
  const weights = columnList(job, task, ROW_WEIGHTS);
  const asideGroups = positiveList(job, task, ASIDE_GROUPS);
  for (let k = 0; k < numAside; k++) {
    putGroupBack(job, load<i32>(wideEntry(asideGroups, k)), states, weights);
  }
  const end = load<i32>(entry(<usize>job.forbiddenOffsets, query + 1));
  for (let e = load<i32>(entry(<usize>job.forbiddenOffsets, query)); e < end; e++) {
    const group = load<i32>(entry(<usize>job.forbiddenGroups, e));
    if (group != NO_GROUP) putGroupBack(job, group, states, weights);
  }
}

// @ts-ignore: decorator
@inline
function takeOut(job: SoftmaxJob, group: i32, weights: usize): void {
  const end = load<i32>(entry(<usize>job.groupOffsets, group + 1));
  for (let m = load<i32>(entry(<usize>job.groupOffsets, group)); m < end; m++) {
    const candidate = load<i32>(entry(<usize>job.groupCandidates, m));
    store<f32>(entry(weights, candidate), 0);
  }
}

// @ts-ignore: decorator
@inline
function putGroupBack(job: SoftmaxJob, group: i32, states: usize, weights: usize): void {
  store<i32>(entry(states, group), IN_PLACE);
  const end = load<i32>(entry(<usize>job.groupOffsets, group + 1));
  for (let m = load<i32>(entry(<usize>job.groupOffsets, group)); m < end; m++) {
    const candidate = load<i32>(entry(<usize>job.groupCandidates, m));
    const weight = load<f32>(entry(<usize>job.columnWeights, candidate));
    store<f32>(entry(weights, candidate), weight);
  }
}
