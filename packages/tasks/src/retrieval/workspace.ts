import { KeptArray } from "@towerkit/core";

/** The arrays that one task prepares its batches in. */
export function createWorkspace() {
  return {
    columnWeights: new KeptArray(Float64Array),
    positiveOffsets: new KeptArray(Int32Array),
    positiveCandidates: new KeptArray(Int32Array),
    positiveWeights: new KeptArray(Float64Array),
    positiveInverses: new KeptArray(Float64Array),
    rowsByQuery: new KeptArray(Int32Array),
    positiveOfCandidate: new KeptArray(Int32Array),
    itemGroups: new KeptArray(Int32Array),
    itemTable: new KeptArray(Int32Array),
    groupWeights: new KeptArray(Float64Array),
    otherWeights: new KeptArray(Float64Array),
    latestInverses: new KeptArray(Float64Array),
    latestLogs: new KeptArray(Float64Array),
    columnWeights32: new KeptArray(Float32Array),
    positiveWeights32: new KeptArray(Float32Array),
    positiveInverses32: new KeptArray(Float32Array),
  };
}

export type Workspace = ReturnType<typeof createWorkspace>;
