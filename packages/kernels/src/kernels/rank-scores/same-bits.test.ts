import { anyRankedRows } from "../../../test/ranked-rows.js";
import { anyFloats, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { rankScoresKernel } from "./kernel.js";

describeSameBits({
  name: "rankScores",
  kernel: rankScoresKernel,
  anyInput: (generator) => {
    const dim = anySize(generator, 1, 24);
    const numRows = anySize(generator, 0, generator.below(100) === 0 ? 150 : 8);
    const isLarge = generator.below(300) === 0;
    const numCandidates = anySize(generator, 1, isLarge ? 2000 : 60);
    const floats = (length: number) =>
      generator.below(2) === 0
        ? anyFloats(generator, length, oneOf(generator, [1e-30, 1, 1e15, 1e19]))
        : Float32Array.from({ length }, () => generator.below(3) - 1);
    return {
      queries: floats(numRows * dim),
      candidates: floats(numCandidates * dim),
      dim,
      ...anyRankedRows(generator, numRows, numCandidates),
    };
  },
});
