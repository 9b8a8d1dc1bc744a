import { anyFloats, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { matrixProductKernel } from "./kernel.js";
import { matrixProductOnMachine } from "./vector.js";

describeSameBits({
  name: "matrixProduct",
  // Small products too, which the kernel leaves to the plain one.
  kernel: {
    ...matrixProductKernel,
    vector: (input, machine) => matrixProductOnMachine(machine, input),
  },
  anyInput: (generator) => {
    const isLarge = generator.below(50) === 0;
    const rows = anySize(generator, 1, isLarge ? 150 : 70);
    const inner = anySize(generator, 1, isLarge ? 600 : 40);
    const columns = anySize(generator, 1, isLarge ? 100 : 70);
    const size = oneOf(generator, [1e-3, 1, 10, 1e19, 1e30]);
    const transposed = oneOf(generator, ["left", "right", undefined] as const);
    return {
      left: anyFloats(generator, rows * inner, size),
      right: anyFloats(generator, inner * columns, size),
      rows,
      inner,
      columns,
      ...(transposed && { transposed }),
      out: new Float32Array(rows * columns).fill(7),
    };
  },
});
