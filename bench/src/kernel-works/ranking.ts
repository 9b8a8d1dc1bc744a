import { floats, integers, type KernelWork } from "./work.js";

const FLOAT = 4;

/** Positives of so many rows, and where their ranks go. */
const rankedRows = (rows: number, numCandidates: number, positives: number) => ({
  positiveOffsets: Int32Array.from({ length: rows + 1 }, (_, row) => row * positives),
  positives: integers(rows * positives, numCandidates),
  ties: "index" as const,
  ranks: new Int32Array(rows * positives),
});

function countRanks(rows: number, numCandidates: number, positives: number): KernelWork {
  return {
    name: `countRanks ${rows} × ${numCandidates}, ${positives} positives each`,
    bound: "memory",
    amount: rows * numCandidates * FLOAT,
    scales: true,
    make(runtime) {
      const input = {
        ...rankedRows(rows, numCandidates, positives),
        scores: floats(rows * numCandidates),
        numCandidates,
      };
      return () => runtime.countRanks(input);
    },
  };
}

function rankScores(rows: number, numCandidates: number, positives: number): KernelWork {
  const dim = 32;
  return {
    name: `rankScores ${rows} × ${numCandidates} × ${dim}, ${positives} positives each`,
    bound: "arithmetic",
    amount: 2 * rows * numCandidates * dim,
    scales: true,
    make(runtime) {
      const input = {
        ...rankedRows(rows, numCandidates, positives),
        queries: floats(rows * dim),
        candidates: floats(numCandidates * dim),
        dim,
      };
      return () => runtime.rankScores(input);
    },
  };
}

/** Sizes of an evaluation on MovieLens 100k, and of a part of one on 1M. */
export const rankings: readonly KernelWork[] = [
  countRanks(943, 1664, 21),
  countRanks(1000, 3883, 41),
  rankScores(943, 1664, 21),
  rankScores(1000, 3883, 41),
];
