// Compares EASE's weights with those of a solution in float64 all through, on real data.
//   TOWERKIT_DATA_DIR=… node --conditions=@towerkit/source --import tsx bench/ease-exactness.ts 1m 1000
import { createRuntime } from "@towerkit/kernels";
import { itemWeights } from "../src/ease/item-weights.js";
import { forEachItem } from "../src/interactions/co-occurrences.js";
import { readInteractions } from "../src/interactions/interactions.js";
import { factorUpper, solveBackward, solveForward } from "../src/linear-algebra/cholesky.js";
import { itemKey, load, type Protocol, protocols } from "./protocols.js";

const protocol = protocols[process.argv[2] ?? "100k"] as Protocol;
const regularization = Number(process.argv[3] ?? 400);
const { train, candidateIds } = await load(protocol, { seed: 42, isValidation: false });
const interactions = readInteractions({ train, candidateIds, itemKey });
const size = interactions.numItems;

const runtime = await createRuntime({ threads: 2 });
const start = performance.now();
const stripes = itemWeights(interactions, regularization, runtime);
const seconds = (performance.now() - start) / 1000;
await runtime.close();

const factor = new Float64Array(size * size);
forEachItem(interactions, (item, counts) => {
  factor.set(counts, item * size);
  factor[item * size + item] += regularization;
});
factorUpper(factor, size);

let largest = 0;
let furthest = 0;
let squares = 0;
let errors = 0;
for (const { firstColumn, columns, table } of stripes) {
  for (let c = 0; c < columns; c += 16) {
    const exact = exactColumn(firstColumn + c);
    for (let row = 0; row < size; row++) {
      const error = Math.abs(table[row * columns + c] - exact[row]);
      largest = Math.max(largest, Math.abs(exact[row]));
      furthest = Math.max(furthest, error);
      squares += exact[row] ** 2;
      errors += error ** 2;
    }
  }
}
process.stdout.write(
  `${protocol.what}, ${size} items, λ ${regularization}: solved in ${seconds.toFixed(1)} s on two threads\n` +
    `every 16th column beside float64: largest weight ${largest.toFixed(4)}, ` +
    `largest error ${furthest.toExponential(1)}, relative in the mean ${Math.sqrt(errors / squares).toExponential(1)}\n`,
);

/** A column of B. */
function exactColumn(column: number): Float64Array {
  const inverse = new Float64Array(size);
  inverse[column] = 1;
  solveForward(factor, size, inverse);
  solveBackward(factor, size, inverse);
  const weights = inverse.map((value) => -value / inverse[column]);
  weights[column] = 0;
  return weights;
}
