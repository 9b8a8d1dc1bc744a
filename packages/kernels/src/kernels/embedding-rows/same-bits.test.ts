import { anyFloats, anySize, describeSameBits } from "../../../test/same-bits.js";
import { RowSpan } from "../../machine/row-span.js";
import { accumulateRowsKernel, gatherRowsKernel } from "./kernel.js";
import { accumulateRowsOnMachine, gatherRowsOnMachine } from "./vector.js";

// The machine does every case here, those too that the kernels leave to the plain ones for being small.

describeSameBits({
  name: "gatherRows",
  kernel: {
    ...gatherRowsKernel,
    vector: (input, machine) => gatherRowsOnMachine(machine, input, new RowSpan(input)),
  },
  anyInput: (generator) => {
    const isLarge = generator.below(30) === 0;
    const dim = anySize(generator, 1, isLarge ? 70 : 30);
    const tableRows = anySize(generator, 1, 40);
    const count = anySize(generator, 0, isLarge ? 200 : 24);
    return {
      table: anyFloats(generator, tableRows * dim, 2),
      dim,
      rows: Int32Array.from({ length: count }, () => generator.below(tableRows)),
      out: new Float32Array(count * dim).fill(7),
    };
  },
});

describeSameBits({
  name: "accumulateRows",
  kernel: {
    ...accumulateRowsKernel,
    vector: (input, machine) => {
      const span = new RowSpan({ rows: input.slots, dim: input.dim });
      accumulateRowsOnMachine(machine, input, span);
    },
  },
  anyInput: (generator) => {
    const dim = anySize(generator, 1, 40);
    const numSlots = anySize(generator, 1, 24);
    const count = anySize(generator, 0, 40);
    return {
      gradients: anyFloats(generator, count * dim, 2),
      dim,
      slots: Int32Array.from({ length: count }, () => generator.below(numSlots)),
      out: anyFloats(generator, numSlots * dim, 2),
    };
  },
});
