import type { ItemGroups } from "./item-groups.js";
import { NO_GROUP } from "./item-groups.js";

/** The states of an item's columns in a row; from 1 on: 1 + its number among the row's set-aside items. */
export const IN_PLACE = 0;
export const FORBIDDEN = -1;

/** Which columns of a row count, in a row where not all of them do. */
export interface RowColumns {
  readonly columnWeights: Float32Array;
  readonly positiveOffsets: Int32Array;
  readonly positiveCandidates: Int32Array;
  readonly groups: ItemGroups;
  /** The forbidden items of each query as groups, `NO_GROUP` among them. */
  readonly forbidden: { readonly offsets: Int32Array; readonly groups: Int32Array } | undefined;
  /** Between rows a copy of `columnWeights`; in a row 0 for each column that is not in place. */
  readonly rowWeights: Float32Array;
  /** `[numGroups]`, between rows all `IN_PLACE`. */
  readonly groupStates: Int32Array;
  /** `[positives of one query]`: the groups set aside, in the order of their first positives. */
  readonly asideGroups: Int32Array;
}

export function hasForbidden({ forbidden }: RowColumns, query: number): boolean {
  return forbidden !== undefined && forbidden.offsets[query] < forbidden.offsets[query + 1];
}

/** Takes the columns of the query's forbidden items out of the row. */
export function takeOutForbidden(columns: RowColumns, query: number): void {
  const { forbidden, groupStates } = columns;
  if (forbidden === undefined) return;
  const end = forbidden.offsets[query + 1];
  for (let e = forbidden.offsets[query]; e < end; e++) {
    const group = forbidden.groups[e];
    if (group === NO_GROUP) continue;
    groupStates[group] = FORBIDDEN;
    takeOut(columns, group);
  }
}

/** Sets the columns of the positives' own items aside, unless forbidden; returns how many items. */
export function setPositivesAside(columns: RowColumns, query: number): number {
  const { positiveOffsets, positiveCandidates, groups, groupStates, asideGroups } = columns;
  let numAside = 0;
  const end = positiveOffsets[query + 1];
  for (let e = positiveOffsets[query]; e < end; e++) {
    const group = groups.groupOfCandidate[positiveCandidates[e]];
    if (groupStates[group] !== IN_PLACE) continue;
    asideGroups[numAside] = group;
    numAside += 1;
    groupStates[group] = numAside;
    takeOut(columns, group);
  }
  return numAside;
}

/** Makes all columns count again, for the next row. */
export function putBack(columns: RowColumns, query: number, numAside: number): void {
  const { forbidden, asideGroups } = columns;
  for (let k = 0; k < numAside; k++) putGroupBack(columns, asideGroups[k]);
  if (forbidden === undefined) return;
  const end = forbidden.offsets[query + 1];
  for (let e = forbidden.offsets[query]; e < end; e++) {
    if (forbidden.groups[e] !== NO_GROUP) putGroupBack(columns, forbidden.groups[e]);
  }
}

function takeOut({ groups, rowWeights }: RowColumns, group: number): void {
  const end = groups.groupOffsets[group + 1];
  for (let m = groups.groupOffsets[group]; m < end; m++) rowWeights[groups.groupCandidates[m]] = 0;
}

function putGroupBack(columns: RowColumns, group: number): void {
  const { groups, columnWeights, rowWeights, groupStates } = columns;
  groupStates[group] = IN_PLACE;
  const end = groups.groupOffsets[group + 1];
  for (let m = groups.groupOffsets[group]; m < end; m++) {
    const candidate = groups.groupCandidates[m];
    rowWeights[candidate] = columnWeights[candidate];
  }
}
