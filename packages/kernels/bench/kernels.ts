/**
 * `npm run bench`: milliseconds of each kernel, median (and fastest) of several runs.
 * Shapes are those of MovieLens steps and evaluations; the numbers in them are made.
 */
import { createGenerator } from "@towerkit/core";
import { createRuntime } from "../src/index.js";
import { makeContestants } from "./compare.js";
import { benchElementwise } from "./elementwise.js";
import { benchMatrixProduct } from "./matrix-product.js";
import { benchEmbeddings, benchPointwiseLosses, benchRowOptimizers } from "./rows.js";
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

await runtime.close();

const contestants = await makeContestants();
benchRowOptimizers(contestants);
benchEmbeddings(contestants);
benchPointwiseLosses(contestants);
await contestants.close();

await import("./ranks.js");
await import("./selection.js");

await benchMatrixProduct();
await benchElementwise();
