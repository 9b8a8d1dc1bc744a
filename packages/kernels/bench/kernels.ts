/**
 * `npm run bench`: milliseconds of each kernel, median (and fastest) of several runs.
 * Shapes are those of MovieLens steps and evaluations; the numbers in them are made.
 */
import { createGenerator } from "@towerkit/core";
import { createRuntime } from "../src/index.js";
import { benchElementwise } from "./elementwise.js";
import { benchMatrixProduct } from "./matrix-product.js";
import { allRuntimes } from "./runtimes.js";
import { benchSoftmax } from "./softmax.js";

const runtimes = await allRuntimes();
process.stdout.write(
  `${"milliseconds: median (fastest)".padEnd(50)}${runtimes.map(({ name }) => name.padStart(20)).join("")}\n`,
);
await benchSoftmax(runtimes);
await Promise.all(runtimes.map(({ runtime }) => runtime.close()));

const runtime = await createRuntime();

function measure(name: string, run: () => void, runs = 15): void {
  for (let i = 0; i < 3; i++) run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const median = times[times.length >> 1];
  const least = times[0];
  process.stdout.write(
    `${name.padEnd(62)} ${median.toFixed(2).padStart(9)} (${least.toFixed(2)}) ms\n`,
  );
}

process.stdout.write(`threads ${runtime.threads}, simd ${runtime.simd}, Node ${process.version}\n`);

const generator = createGenerator(42, "bench ranks");
const floats = (length: number) => Float32Array.from({ length }, () => generator.uniform() - 0.5);
const queries = floats(943 * 32);
const candidates = floats(1664 * 32);
const scores = new Float32Array(943 * 1664);
measure("scores: 943 × 1664 × 32", () =>
  runtime.scores({ queries, candidates, dim: 32, out: scores }),
);

const table = floats(100_000 * 32);
const accumulator = new Float32Array(table.length).fill(0.1);
const rows = Int32Array.from({ length: 1180 }, (_, i) => i * 83);
const gathered = new Float32Array(1180 * 32);
measure("gather 1,180 rows × 32", () =>
  runtime.gatherRows({ table, dim: 32, rows, out: gathered }),
);
const gradients = floats(8192 * 32);
const slots = Int32Array.from({ length: 8192 }, () => generator.below(1180));
measure("accumulate 8,192 rows × 32", () =>
  runtime.accumulateRows({ gradients, dim: 32, slots, out: gathered }),
);
const rowGradients = floats(1180 * 32);
measure("adagrad, 1,180 rows × 32", () =>
  runtime.adagradRows({
    table,
    accumulator,
    dim: 32,
    rows,
    gradients: rowGradients,
    learningRate: 0.1,
    epsilon: 1e-7,
  }),
);
await runtime.close();

await import("./ranks.js");
await import("./selection.js");

await benchMatrixProduct();
await benchElementwise();
