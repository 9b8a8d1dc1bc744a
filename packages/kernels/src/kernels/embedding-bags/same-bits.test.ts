import type { Generator } from "@towerkit/core";
import {
  anyFloats,
  anyOffsets,
  anySize,
  describeSameBits,
  oneOf,
} from "../../../test/same-bits.js";
import { RowSpan } from "../../machine/row-span.js";
import { accumulateBagsKernel, embeddingBagsKernel } from "./kernel.js";
import { accumulateBagsOnMachine, embeddingBagsOnMachine } from "./vector.js";

// The machine does every case here, those too that the kernels leave to the plain ones for being small.

/** A few bags, some of them empty, with and without weights, and those with and without zeros. */
function anyBags(generator: Generator) {
  const isLarge = generator.below(30) === 0;
  const dim = anySize(generator, 1, isLarge ? 70 : 30);
  const numBags = anySize(generator, 0, isLarge ? 60 : 12);
  const numRows = anySize(generator, 1, 30);
  const { offsets, total } = anyOffsets(generator, numBags, oneOf(generator, [1, 3, 8]));
  const rows = Int32Array.from({ length: total }, () => generator.below(numRows));
  const combiner = oneOf(generator, ["sum", "mean"] as const);
  const weights = anyFloats(generator, total, 2).map((weight) =>
    combiner === "mean" ? Math.abs(weight) : weight,
  );
  const bags = { dim, offsets, combiner, ...(generator.below(2) === 0 && { weights }) };
  return { bags, rows, numBags, numRows };
}

describeSameBits({
  name: "embeddingBags",
  kernel: {
    ...embeddingBagsKernel,
    vector: (input, machine) => {
      const span = new RowSpan({ rows: input.ids, dim: input.dim });
      embeddingBagsOnMachine(machine, input, span);
    },
  },
  anyInput: (generator) => {
    const { bags, rows, numBags, numRows } = anyBags(generator);
    const table = anyFloats(generator, numRows * bags.dim, 2);
    return { ...bags, table, ids: rows, out: new Float32Array(numBags * bags.dim).fill(7) };
  },
});

describeSameBits({
  name: "accumulateBags",
  kernel: {
    ...accumulateBagsKernel,
    vector: (input, machine) => {
      const span = new RowSpan({ rows: input.slots, dim: input.dim });
      accumulateBagsOnMachine(machine, input, span);
    },
  },
  anyInput: (generator) => {
    const { bags, rows, numBags, numRows } = anyBags(generator);
    const gradients = anyFloats(generator, numBags * bags.dim, 2);
    return { ...bags, gradients, slots: rows, out: anyFloats(generator, numRows * bags.dim, 2) };
  },
});
