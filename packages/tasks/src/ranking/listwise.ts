import type { RankingBatch, RankingLossFunction } from "./types.js";

/** One list of a batch: its rows, and its share in the loss. */
export interface List {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

export function listwise(
  kind: string,
  settings: Readonly<Record<string, number>>,
  compute: RankingLossFunction["compute"],
): RankingLossFunction {
  return { kind, isListwise: true, settings, compute };
}

/** The sum of what `lossOf` gives for each list. */
export function eachList(
  { listOffsets, weights }: RankingBatch,
  lossOf: (list: List) => number,
): number {
  const offsets = listOffsets as Int32Array;
  let sum = 0;
  for (let list = 0; list + 1 < offsets.length; list++) {
    const weight = weights === undefined ? 1 : weights[list];
    sum += lossOf({ from: offsets[list], to: offsets[list + 1], weight });
  }
  return sum;
}
