import { anyRankedRows } from "../../../test/ranked-rows.js";
import { anyFloats, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { countRanksKernel } from "./kernel.js";

describeSameBits({
  name: "countRanks",
  kernel: countRanksKernel,
  anyInput: (generator) => {
    const numRows = anySize(generator, 0, 12);
    const isLarge = generator.below(300) === 0;
    const numCandidates = anySize(generator, 1, isLarge ? 3000 : 100);
    const length = numRows * numCandidates;
    // Few different scores, so that many are equal; or as far apart, or as close, as can be.
    const far = oneOf(generator, [1e-44, 1, 6e38]);
    const scores =
      generator.below(3) > 0
        ? Float32Array.from({ length }, () => generator.below(9) - 4)
        : anyFloats(generator, length, far);
    return { scores, numCandidates, ...anyRankedRows(generator, numRows, numCandidates) };
  },
});
