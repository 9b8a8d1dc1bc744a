import {
  anyFloats,
  anyOffsets,
  anySize,
  describeSameBits,
  oneOf,
} from "../../../test/same-bits.js";
import { topKScoresKernel } from "./kernel.js";

describeSameBits({
  name: "topKScores",
  kernel: topKScoresKernel,
  anyInput: (generator) => {
    const dim = anySize(generator, 1, 24);
    const numQueries = anySize(generator, 0, generator.below(20) === 0 ? 40 : 6);
    const isLarge = generator.below(300) === 0;
    const numCandidates = anySize(generator, 0, isLarge ? 5000 : 60);
    const spare = generator.below(3);
    const k = anySize(generator, 1, 60);
    const excluded = anyOffsets(generator, numQueries, numCandidates === 0 ? 0 : 40);
    // Few different values make many equal scores.
    const floats = (length: number) =>
      generator.below(2) === 0
        ? anyFloats(generator, length, oneOf(generator, [1e-30, 1, 1e15, 1e19]))
        : Float32Array.from({ length }, () => generator.below(3) - 1);
    return {
      queries: floats(numQueries * dim),
      candidates: floats((numCandidates + spare) * dim),
      dim,
      ...(spare > 0 && { numCandidates }),
      k,
      ...(generator.below(2) === 0 && {
        excludedOffsets: excluded.offsets,
        excluded: Int32Array.from({ length: excluded.total }, () => generator.below(numCandidates)),
      }),
      indices: new Int32Array(numQueries * k).fill(-7),
      values: new Float32Array(numQueries * k).fill(-7),
      counts: new Int32Array(numQueries),
    };
  },
});
