import { SIMD_WASM_BASE64 } from "../generated/simd.js";

/**
 * What the vector module exports. Positions and sizes are in bytes; the comments in `assembly/` say
 * what each function does.
 */
export interface SimdExports {
  packEight(rows: number, count: number, dim: number, rowBytes: number, out: number): void;
  scoreEight(
    queries: number,
    numQueries: number,
    dim: number,
    queryBytes: number,
    packed: number,
    out: number,
    outBytes: number,
  ): void;
  countAhead(row: number, count: number, threshold: number, before: number): number;
  greatestScore(row: number, weights: number, bytes: number): number;
  exponentiate(row: number, weights: number, bytes: number, greatest: number): number;
  normalize(row: number, bytes: number, z: number, scale: number): void;
  addWeightedRows(
    weights: number,
    sumStride: number,
    rowStride: number,
    rows: number,
    numRows: number,
    rowBytes: number,
    sums: number,
    numSums: number,
  ): void;
  scaleRows(rows: number, bytes: number, factor: number, out: number): void;
}

/** Whether this platform runs WebAssembly with SIMD instructions. */
export function hasSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(moduleBytes());
}

/** The vector kernels, working in the given memory. */
export function simdExports(memory: WebAssembly.Memory): SimdExports {
  const module = new WebAssembly.Module(moduleBytes());
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as SimdExports;
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(SIMD_WASM_BASE64), (character) => character.charCodeAt(0));
}
