/** The best 100 of a row of scores, and of a million vectors, beside the speed of memory. */
import { createGenerator } from "@towerkit/core";
import type { ResidentInt8Matrix, ResidentMatrix, Runtime } from "../src/index.js";
import { compare, shown } from "./measure.js";
import { readTimes } from "./memory-bandwidth.js";

const K = 100;
const ROWS = 1_000_000;
const DIM = 64;

const generator = createGenerator(42, "bench selection");
const floats = (length: number) => Float32Array.from({ length }, () => generator.uniform() - 0.5);
const room = (numQueries: number, k: number) => ({
  indices: new Int32Array(numQueries * k),
  values: new Float32Array(numQueries * k),
  counts: new Int32Array(numQueries),
});

for (const length of [1664, 3883, 200_000, 1_000_000]) {
  const scores = floats(length);
  const { counts: _, ...best } = room(1, K);
  await compare(`top ${K} of ${length}`, (runtime) => () => {
    runtime.topK({ scores, k: K, ...best });
  });
}

const catalogue = floats(3883 * DIM);
const users = floats(943 * DIM);
await compare(`top ${K}: 943 × 3,883 × ${DIM}`, (runtime) => () => {
  runtime.topKScores({ queries: users, candidates: catalogue, dim: DIM, k: K, ...room(943, K) });
});

const vectors = floats(ROWS * DIM);

function resident(runtime: Runtime): ResidentMatrix {
  const matrix = runtime.matrix(ROWS, DIM);
  matrix.write(0, vectors);
  return matrix;
}

for (const numQueries of [1, 2, 3, 4, 32]) {
  const queries = floats(numQueries * DIM);
  const best = room(numQueries, K);
  const prepare = (runtime: Runtime) => {
    const candidates = resident(runtime);
    return () => runtime.topKScores({ queries, candidates, dim: DIM, k: K, ...best });
  };
  const options = { plain: numQueries === 1, runs: 9 };
  await compare(`top ${K}: ${numQueries} × 1,000,000 × ${DIM}, resident`, prepare, options);
}

interface Quantized {
  readonly candidates: ResidentInt8Matrix;
  readonly candidateScales: ResidentMatrix;
}

function quantized(runtime: Runtime): Quantized {
  const candidates = runtime.int8Matrix(ROWS, DIM);
  const candidateScales = runtime.matrix(ROWS, 1);
  runtime.quantizeRows({ values: vectors, dim: DIM, out: candidates, scales: candidateScales });
  return { candidates, candidateScales };
}

for (const numQueries of [1, 4, 32]) {
  const values = floats(numQueries * DIM);
  const queries = new Int8Array(values.length);
  const queryScales = new Float32Array(numQueries);
  const best = room(numQueries, 2 * K);
  const prepare = (runtime: Runtime) => {
    runtime.quantizeRows({ values, dim: DIM, out: queries, scales: queryScales });
    const input = { queries, queryScales, ...quantized(runtime), dim: DIM, k: 2 * K, ...best };
    return () => runtime.int8TopKScores(input);
  };
  const name = `top ${2 * K} by int8: ${numQueries} × 1,000,000 × ${DIM}, resident`;
  await compare(name, prepare, { plain: false, runs: 9 });
}

const query = floats(DIM);
await compare(
  `top ${K} by int8, rescored: 1 × 1,000,000 × ${DIM}`,
  (runtime) => {
    const scales = new Float32Array(1);
    const bytes = new Int8Array(DIM);
    const rough = room(1, 2 * K);
    const int8 = quantized(runtime);
    const chosen = new Float32Array(2 * K * DIM);
    const scores = new Float32Array(2 * K);
    const { counts: _, ...best } = room(1, K);
    return () => {
      runtime.quantizeRows({ values: query, dim: DIM, out: bytes, scales });
      const queries = { queries: bytes, queryScales: scales };
      runtime.int8TopKScores({ ...queries, ...int8, dim: DIM, k: 2 * K, ...rough });
      runtime.gatherRows({ table: vectors, dim: DIM, rows: rough.indices, out: chosen });
      runtime.scores({ queries: query, candidates: chosen, dim: DIM, out: scores });
      runtime.topK({ scores, k: K, ...best });
    };
  },
  { plain: false, runs: 9 },
);

const sizes = { "256 MB, float32": ROWS * DIM * 4, "64 MB, int8": ROWS * DIM };
for (const [name, bytes] of Object.entries(sizes)) {
  const cells: string[] = [];
  for (const threads of [1, 2, 4]) {
    const read = await readTimes(bytes, threads);
    const speed = bytes / (read[0] as number) / 1e6;
    cells.push(`${threads}: ${shown(read)} = ${speed.toFixed(1)} GB/s`);
  }
  process.stdout.write(`${`reading memory: ${name}`.padEnd(52)} ${cells.join("  ")} ms\n`);
}
