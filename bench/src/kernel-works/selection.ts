import type { ResidentMatrix, Runtime } from "@towerkit/kernels";
import { floats, type KernelWork } from "./work.js";

const CANDIDATES = 1_000_000;
const DIM = 64;
const FLOAT = 4;
const million = CANDIDATES.toLocaleString("en-US");

const catalogues = new WeakMap<Runtime, ResidentMatrix>();

/** The large catalogue of a runtime; its works share it. */
function catalogueOf(runtime: Runtime): ResidentMatrix {
  const known = catalogues.get(runtime);
  if (known) return known;
  const catalogue = runtime.matrix(CANDIDATES, DIM);
  const part = floats(1000 * DIM);
  for (let row = 0; row < CANDIDATES; row += 1000) catalogue.write(row, part);
  catalogues.set(runtime, catalogue);
  return catalogue;
}

const best100 = () => ({
  k: 100,
  indices: new Int32Array(100),
  values: new Float32Array(100),
});

const scoresOfOne: KernelWork = {
  name: `scores 1 × ${million} × ${DIM}`,
  bound: "memory",
  amount: CANDIDATES * DIM * FLOAT,
  scales: false,
  make(runtime) {
    const candidates = catalogueOf(runtime);
    const [queries, out] = [floats(DIM), new Float32Array(CANDIDATES)];
    return () => runtime.scores({ queries, candidates, dim: DIM, out });
  },
};

const exactTop100: KernelWork = {
  name: `exact top 100 of ${million} × ${DIM} (topKScores)`,
  bound: "memory",
  amount: CANDIDATES * DIM * FLOAT,
  asked: 0.6,
  scales: false,
  make(runtime) {
    const input = {
      ...best100(),
      queries: floats(DIM),
      candidates: catalogueOf(runtime),
      dim: DIM,
      counts: new Int32Array(1),
    };
    return () => runtime.topKScores(input);
  },
};

const int8Top100: KernelWork = {
  name: `int8 top 100 of ${million} × ${DIM} (int8TopKScores)`,
  bound: "memory",
  amount: CANDIDATES * (DIM + FLOAT),
  scales: false,
  make(runtime) {
    const candidates = runtime.int8Matrix(CANDIDATES, DIM);
    const candidateScales = runtime.matrix(CANDIDATES, 1);
    runtime.quantizeRows({
      values: catalogueOf(runtime),
      dim: DIM,
      out: candidates,
      scales: candidateScales,
    });
    const [queries, queryScales] = [new Int8Array(DIM), new Float32Array(1)];
    runtime.quantizeRows({ values: floats(DIM), dim: DIM, out: queries, scales: queryScales });
    const input = {
      ...best100(),
      queries,
      queryScales,
      candidates,
      candidateScales,
      dim: DIM,
      counts: new Int32Array(1),
    };
    return () => runtime.int8TopKScores(input);
  },
};

const top100: KernelWork = {
  name: `topK 100 of ${million} scores`,
  bound: "memory",
  amount: CANDIDATES * FLOAT,
  scales: false,
  make(runtime) {
    const input = { ...best100(), scores: floats(CANDIDATES) };
    return () => {
      runtime.topK(input);
    };
  },
};

export const selections: readonly KernelWork[] = [scoresOfOne, exactTop100, int8Top100, top100];
