import type { Generator } from "@towerkit/core";
import {
  anyFloats,
  anyOffsets,
  anySize,
  describeSameBits,
  oneOf,
} from "../../../test/same-bits.js";
import { quantizeRowsKernel } from "./quantize-rows/kernel.js";
import { int8ScoresKernel } from "./scores/kernel.js";
import { int8TopKScoresKernel } from "./top-k-scores/kernel.js";

describeSameBits({
  name: "quantizeRows",
  kernel: quantizeRowsKernel,
  anyInput: (generator) => {
    const dim = anySize(generator, 1, 40);
    const rows = anySize(generator, 0, generator.below(500) === 0 ? 3000 : 20);
    // The smallest and the largest numbers that there are, and halves to be rounded.
    const size = oneOf(generator, [1e-44, 1e-38, 1, 6e38]);
    const values = anyFloats(generator, rows * dim, size).map((value) =>
      Math.max(-3.4e38, Math.min(3.4e38, value)),
    );
    const halves = () => generator.below(509) / 2 - 127;
    return {
      values: generator.below(3) === 0 ? values.map(halves) : values,
      dim,
      out: new Int8Array(rows * dim).fill(7),
      scales: new Float32Array(rows).fill(7),
    };
  },
});

function anyVectors(generator: Generator, numQueries: number, numCandidates: number) {
  const dim = anySize(generator, 1, 24);
  const bytes = (length: number) =>
    Int8Array.from({ length }, () => generator.below(oneOf(generator, [3, 256])) - 128);
  const size = oneOf(generator, [1e-44, 1e-20, 1, 1e17]);
  return {
    queries: bytes(numQueries * dim),
    queryScales: anyFloats(generator, numQueries, size),
    candidates: bytes(numCandidates * dim),
    candidateScales: anyFloats(generator, numCandidates, size),
    dim,
  };
}

describeSameBits({
  name: "int8Scores",
  kernel: int8ScoresKernel,
  anyInput: (generator) => {
    const numQueries = anySize(generator, 0, 9);
    const numCandidates = anySize(generator, 0, generator.below(500) === 0 ? 2500 : 40);
    return {
      ...anyVectors(generator, numQueries, numCandidates),
      out: new Float32Array(numQueries * numCandidates),
    };
  },
});

describeSameBits({
  name: "int8TopKScores",
  kernel: int8TopKScoresKernel,
  anyInput: (generator) => {
    const numQueries = anySize(generator, 0, generator.below(20) === 0 ? 36 : 5);
    const numCandidates = anySize(generator, 0, generator.below(500) === 0 ? 5000 : 60);
    const spare = generator.below(3);
    const k = anySize(generator, 1, 60);
    const excluded = anyOffsets(generator, numQueries, numCandidates === 0 ? 0 : 40);
    return {
      ...anyVectors(generator, numQueries, numCandidates + spare),
      ...(spare > 0 && { numCandidates }),
      k,
      ...(generator.below(2) === 0 && {
        excludedOffsets: excluded.offsets,
        excluded: Int32Array.from({ length: excluded.total }, () => generator.below(numCandidates)),
      }),
      indices: new Int32Array(numQueries * k).fill(-7),
      values: new Float32Array(numQueries * k).fill(-7),
      counts: new Int32Array(numQueries),
    };
  },
});
