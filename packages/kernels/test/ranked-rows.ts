import type { Generator } from "@towerkit/core";
import { anyOffsets, oneOf } from "./same-bits.js";

/** Positives and exclusions of rows; some rows have so many positives that they are sorted. */
export function anyRankedRows(generator: Generator, numRows: number, numCandidates: number) {
  const positives = anyOffsets(generator, numRows, oneOf(generator, [1, 6, 70, 150]));
  const excluded = anyOffsets(generator, numRows, numCandidates);
  const hasExcluded = generator.below(2) === 0;
  return {
    positiveOffsets: positives.offsets,
    positives: Int32Array.from(
      { length: positives.total },
      () => generator.below(numCandidates + 1) - 1,
    ),
    ...(hasExcluded && {
      excludedOffsets: excluded.offsets,
      excluded: Int32Array.from({ length: excluded.total }, () => generator.below(numCandidates)),
    }),
    ties: oneOf(generator, ["index", "optimistic"] as const),
    ranks: new Int32Array(positives.total).fill(-7),
  };
}
