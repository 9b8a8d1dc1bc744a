import { anyOffsets, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { countRanksKernel } from "./kernel.js";

describeSameBits({
  name: "countRanks",
  kernel: countRanksKernel,
  anyInput: (generator) => {
    const numRows = anySize(generator, 0, 40);
    const numCandidates = anySize(generator, 1, 100);
    const positives = anyOffsets(generator, numRows, oneOf(generator, [1, 6, 70]));
    const excluded = anyOffsets(generator, numRows, numCandidates);
    const hasExcluded = generator.below(2) === 0;
    return {
      // Few different scores, so that many are equal.
      scores: Float32Array.from({ length: numRows * numCandidates }, () => generator.below(9) - 4),
      numCandidates,
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
      ranks: new Int32Array(positives.total),
    };
  },
});
