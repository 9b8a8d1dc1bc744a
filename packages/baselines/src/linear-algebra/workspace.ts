import type { Runtime } from "@towerkit/kernels";

/** Rows and columns that are factored at a time, in float64. */
export const BLOCK = 128;
/** Columns of a product at a time, so that little is computed above the diagonal. */
export const STRIPE = 512;
/** Products that are summed in float32 before the sum goes on in float64. */
export const INNER = 512;

/** The matrix in work, and where its products are made. */
export interface Workspace {
  readonly runtime: Runtime;
  /** `[size, size]` */
  readonly values: Float64Array;
  readonly size: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly product: Float32Array;
}

export function makeWorkspace(runtime: Runtime, values: Float64Array, size: number): Workspace {
  const tall = Math.max(size, INNER);
  return {
    runtime,
    values,
    size,
    left: new Float32Array(tall * BLOCK),
    right: new Float32Array(INNER * STRIPE),
    product: new Float32Array(tall * STRIPE),
  };
}
