import type { Generator } from "@towerkit/core";
import { anyFloats, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { RowSpan } from "../../machine/row-span.js";
import { DECLINED } from "../../runtime/kernel.js";
import { clippyAdagradRowsOnMachine } from "./clippy-vector.js";
import {
  adagradRowsKernel,
  adamRowsKernel,
  clippyAdagradRowsKernel,
  sgdRowsKernel,
} from "./kernel.js";
import { adagradRowsOnMachine, adamRowsOnMachine, sgdRowsOnMachine } from "./vector.js";

// The machine does every step here, those too that the kernels leave to the plain ones for being small.

/** A step on a table of a few rows, of which some are touched, in any order: of several blocks where it is large. */
function anyStep(generator: Generator) {
  const isLarge = generator.below(30) === 0;
  const dim = anySize(generator, 1, isLarge ? 70 : 24);
  const tableRows = anySize(generator, 1, isLarge ? 200 : 16);
  const rows = generator
    .shuffle(Int32Array.from({ length: tableRows }, (_, row) => row))
    .slice(generator.below(tableRows + 1));
  const size = oneOf(generator, [1e-3, 1, 1e3, 1e18]);
  return {
    table: anyFloats(generator, tableRows * dim, 2),
    dim,
    rows,
    gradients: anyFloats(generator, rows.length * dim, size),
    learningRate: oneOf(generator, [1e-3, 0.1, 1]),
    epsilon: oneOf(generator, [1e-7, 1e-3]),
  };
}

/** Values of a table's length, none below 0. */
const anySums = (generator: Generator, { table }: { table: Float32Array }) =>
  anyFloats(generator, table.length, oneOf(generator, [1, 100])).map(Math.abs);

describeSameBits({
  name: "sgdRows",
  kernel: {
    ...sgdRowsKernel,
    vector: (input, machine) => sgdRowsOnMachine(machine, input, new RowSpan(input)),
  },
  anyInput: anyStep,
});

describeSameBits({
  name: "adagradRows",
  kernel: {
    ...adagradRowsKernel,
    vector: (input, machine) => adagradRowsOnMachine(machine, input, new RowSpan(input)),
  },
  anyInput: (generator) => {
    const step = anyStep(generator);
    return { ...step, accumulator: anySums(generator, step) };
  },
});

describeSameBits({
  name: "adamRows",
  kernel: {
    ...adamRowsKernel,
    vector: (input, machine) => adamRowsOnMachine(machine, input, new RowSpan(input)),
  },
  anyInput: (generator) => {
    const step = anyStep(generator);
    return {
      ...step,
      firstMoments: anyFloats(generator, step.table.length, 1),
      secondMoments: anySums(generator, step),
      beta1: oneOf(generator, [0, 0.9, 0.99]),
      beta2: oneOf(generator, [0, 0.9, 0.999]),
      step: oneOf(generator, [1, 2, 7, 1000, 1_000_000]),
    };
  },
});

describeSameBits({
  name: "clippyAdagradRows",
  kernel: {
    ...clippyAdagradRowsKernel,
    vector: (input, machine) =>
      clippyAdagradRowsOnMachine(machine, input, new RowSpan(input)) ?? DECLINED,
  },
  anyInput: (generator) => {
    const step = anyStep(generator);
    return {
      ...step,
      // With 0, a step is not finite wherever an accumulator is 0.
      epsilon: oneOf(generator, [0, 1e-7, 1e-7, 1e-3]),
      accumulator: anySums(generator, step),
      variableRelativeThreshold: oneOf(generator, [0, 0.1, 1]),
      accumulatorRelativeThreshold: oneOf(generator, [0, 1e-3]),
      absoluteThreshold: oneOf(generator, [0, 1e-7, 10]),
      accumulatorUpdate: oneOf(generator, ["after", "before", "clipped"] as const),
    };
  },
});
