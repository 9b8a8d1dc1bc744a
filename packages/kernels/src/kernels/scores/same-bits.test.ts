import { anyFloats, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { scoresKernel } from "./kernel.js";

describeSameBits({
  name: "scores",
  kernel: scoresKernel,
  anyInput: (generator) => {
    const dim = anySize(generator, 1, 70);
    const numQueries = anySize(generator, 0, 140);
    const numCandidates = anySize(generator, 0, generator.below(50) === 0 ? 600 : 70);
    const size = oneOf(generator, [1e-3, 1, 10, 1e19]);
    return {
      queries: anyFloats(generator, numQueries * dim, size),
      candidates: anyFloats(generator, numCandidates * dim, size),
      dim,
      out: new Float32Array(numQueries * numCandidates),
    };
  },
});
