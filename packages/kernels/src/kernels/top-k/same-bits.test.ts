import { anyFloats, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { topKKernel } from "./kernel.js";

describeSameBits({
  name: "topK",
  kernel: topKKernel,
  anyInput: (generator) => {
    const isLarge = generator.below(100) === 0;
    const length = anySize(generator, 0, isLarge ? 140_000 : 300);
    const k = anySize(generator, 1, 400);
    const size = oneOf(generator, [1e-40, 1, 1e38]);
    const scores =
      generator.below(2) === 0
        ? anyFloats(generator, length, size)
        : Float32Array.from({ length }, () => generator.below(4) - 2);
    const excluded = generator.below(3) === 0 ? generator.below(length + 1) : 0;
    for (let e = 0; e < excluded; e++) scores[generator.below(length)] = -Infinity;
    return { scores, k, indices: new Int32Array(k).fill(-7), values: new Float32Array(k).fill(-7) };
  },
});
