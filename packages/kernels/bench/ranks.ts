/** Exact ranks at the shapes of evaluations: rows as in ML-100K and ML-1M, and few and many positives. */
import { createGenerator, type Generator } from "@towerkit/core";
import { compare } from "./measure.js";

const DIM = 64;

function shape(generator: Generator, rows: number, candidates: number, mean: Lists) {
  // Some users have many times as many as others: the numbers fall off as they do in the data.
  const weights = Array.from({ length: rows }, () => 1 / (0.05 + generator.uniform()));
  const sum = weights.reduce((a, b) => a + b);
  const lists = (each: number) => {
    const offsets = new Int32Array(rows + 1);
    for (const [row, weight] of weights.entries()) {
      offsets[row + 1] = offsets[row] + Math.max(1, Math.round((weight / sum) * each * rows));
    }
    const values = Int32Array.from({ length: offsets[rows] }, () => generator.below(candidates));
    return { offsets, values };
  };
  const positives = lists(mean.positives);
  const excluded = lists(mean.exclusions);
  return {
    positiveOffsets: positives.offsets,
    positives: positives.values,
    excludedOffsets: excluded.offsets,
    excluded: excluded.values,
    ties: "index" as const,
    ranks: new Int32Array(positives.values.length),
  };
}

interface Lists {
  readonly positives: number;
  readonly exclusions: number;
}

for (const [rows, numCandidates, positives, exclusions] of [
  [943, 1664, 21, 85],
  [943, 1664, 85, 1],
  [6040, 3883, 1, 120],
  [6040, 3883, 41, 120],
  [6040, 3883, 166, 1],
  [8, 1_000_000, 4, 100],
] as const) {
  const generator = createGenerator(42, "bench ranks", rows);
  const floats = (length: number) => Float32Array.from({ length }, () => generator.uniform() - 0.5);
  const input = shape(generator, rows, numCandidates, { positives, exclusions });
  const queries = floats(rows * DIM);
  const candidates = floats(numCandidates * DIM);
  const scores = new Float32Array(rows * numCandidates);
  const name = `${rows} × ${numCandidates}, ${positives} positives`;
  const options = { plain: rows < 1000, runs: 7 };
  await compare(
    `scores: ${name}`,
    (runtime) => () => runtime.scores({ queries, candidates, dim: DIM, out: scores }),
    options,
  );
  await compare(
    `ranks: ${name}`,
    (runtime) => () => runtime.countRanks({ ...input, scores, numCandidates }),
    options,
  );
  await compare(
    `both at once: ${name}`,
    (runtime) => () => runtime.rankScores({ ...input, queries, candidates, dim: DIM }),
    options,
  );
}
