/**
 * `npm run bench`: milliseconds of each kernel, median (and fastest) of several runs, one thread.
 * Shapes are those of MovieLens steps and evaluations; the numbers in them are made.
 */
import { createGenerator } from "@towerkit/core";
import { createRuntime } from "../src/index.js";
import { makeContestants } from "./compare.js";
import { benchEmbeddings, benchPointwiseLosses, benchRowOptimizers } from "./rows.js";
import { softmaxInput } from "./shapes.js";

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

const b8192 = { batch: 8192, queries: 900, candidates: 1180, dim: 32 };
const b2048 = { batch: 2048, queries: 620, candidates: 850, dim: 32 };
for (const shape of [b8192, b2048]) {
  const name = `softmax, B ${shape.batch}: ${shape.queries} × ${shape.candidates} × ${shape.dim}`;
  const plain = softmaxInput(shape);
  measure(name, () => runtime.inBatchSoftmax(plain));
  const hits = softmaxInput(shape, { hits: true });
  measure(`${name}, accidental hits`, () => runtime.inBatchSoftmax(hits));
}

const generator = createGenerator(42, "bench ranks");
const floats = (length: number) => Float32Array.from({ length }, () => generator.uniform() - 0.5);
const queries = floats(943 * 32);
const candidates = floats(1664 * 32);
const scores = new Float32Array(943 * 1664);
measure("scores: 943 × 1664 × 32", () =>
  runtime.scores({ queries, candidates, dim: 32, out: scores }),
);

const million = runtime.matrix(200_000, 64);
million.view().set(floats(200_000 * 64));
const oneQuery = floats(64);
const oneRow = new Float32Array(200_000);
const scoreOne = () =>
  runtime.scores({ queries: oneQuery, candidates: million, dim: 64, out: oneRow });
measure("scores: 1 × 200,000 × 64", scoreOne);
const best = { k: 100, indices: new Int32Array(100), values: new Float32Array(100) };
measure("top 100 of 200,000", () => runtime.topK({ scores: oneRow, ...best }));

function rankInput(rows: number, numCandidates: number, perRow: number) {
  const total = rows * perRow;
  return {
    scores: floats(rows * numCandidates),
    numCandidates,
    positiveOffsets: Int32Array.from({ length: rows + 1 }, (_, r) => r * perRow),
    positives: Int32Array.from({ length: total }, () => generator.below(numCandidates)),
    ties: "index" as const,
    ranks: new Int32Array(total),
  };
}
for (const [rows, numCandidates, perRow] of [
  [943, 1664, 1],
  [943, 1664, 4],
  [943, 1664, 21],
  [943, 1664, 85],
  [500, 3883, 41],
  [500, 3883, 166],
] as const) {
  const input = rankInput(rows, numCandidates, perRow);
  measure(`ranks: ${rows} rows × ${numCandidates}, ${perRow} positives each`, () =>
    runtime.countRanks(input),
  );
}

await runtime.close();

const contestants = await makeContestants();
benchRowOptimizers(contestants);
benchEmbeddings(contestants);
benchPointwiseLosses(contestants);
await contestants.close();
