import { floats, type KernelWork } from "./work.js";

function matrixProduct(rows: number, inner: number, columns: number): KernelWork {
  return {
    name: `matrixProduct ${rows} × ${inner} × ${columns}`,
    bound: "arithmetic",
    amount: 2 * rows * inner * columns,
    asked: 0.6,
    scales: true,
    make(runtime) {
      const [left, right] = [floats(rows * inner), floats(inner * columns)];
      const out = new Float32Array(rows * columns);
      return () => runtime.matrixProduct({ left, right, rows, inner, columns, out });
    },
  };
}

function scores(numQueries: number, numCandidates: number, dim: number): KernelWork {
  return {
    name: `scores ${numQueries} × ${numCandidates} × ${dim}`,
    bound: "arithmetic",
    amount: 2 * numQueries * numCandidates * dim,
    asked: 0.6,
    scales: true,
    make(runtime) {
      const [queries, candidates] = [floats(numQueries * dim), floats(numCandidates * dim)];
      const out = new Float32Array(numQueries * numCandidates);
      return () => runtime.scores({ queries, candidates, dim, out });
    },
  };
}

export const products: readonly KernelWork[] = [
  matrixProduct(2048, 64, 64),
  matrixProduct(512, 512, 512),
  scores(943, 1664, 32),
];
