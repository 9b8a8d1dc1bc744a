import type { Ragged } from "@towerkit/core";
import { exp, log, type Runtime } from "@towerkit/kernels";
import { factorUpper, solveBackward, solveForward } from "../linear-algebra/cholesky.js";
import type { ImplicitAlsSettings } from "./options.js";

/** Vectors that are multiplied at a time, before their sum goes on in float64. */
const VECTORS_AT_A_TIME = 256;

/** One half of an epoch: the vectors that are solved for, and those that are held fixed. */
export interface HalfStep {
  /** For each vector that is solved for, the fixed ones that it was seen with. */
  readonly partners: Ragged;
  /** `[any, dim]`, held fixed. */
  readonly from: Float32Array;
  /** `[partners, dim]`, overwritten. */
  readonly to: Float32Array;
}

/**
 * Solves (Σ over partners of v·vᵀ + α · Σ over all of v·vᵀ + λ(n)·I) · x = Σ over partners of v, for one
 * vector x after another. It owns what it works in.
 */
export class Solver {
  readonly #settings: ImplicitAlsSettings;
  readonly #runtime: Runtime;
  readonly #gathered: Float32Array;
  readonly #product: Float32Array;
  readonly #all: Float64Array;
  readonly #matrix: Float64Array;
  readonly #vector: Float64Array;

  constructor(settings: ImplicitAlsSettings, runtime: Runtime) {
    const { dim } = settings;
    this.#settings = settings;
    this.#runtime = runtime;
    this.#gathered = new Float32Array(VECTORS_AT_A_TIME * dim);
    this.#product = new Float32Array(dim * dim);
    this.#all = new Float64Array(dim * dim);
    this.#matrix = new Float64Array(dim * dim);
    this.#vector = new Float64Array(dim);
  }

  solve({ partners, from, to }: HalfStep): void {
    const { dim, unobservedWeight } = this.#settings;
    const numFixed = from.length / dim;
    if (numFixed === 0) {
      to.fill(0);
      return;
    }
    this.#sumAll(from);
    const unobserved = unobservedWeight * numFixed;
    // The right-hand sides: each vector's sum over its partners. The solutions then take their places.
    const bags = { offsets: partners.offsets, ids: partners.values, combiner: "sum" } as const;
    this.#runtime.embeddingBags({ table: from, dim, ...bags, out: to });
    for (let row = 0; row + 1 < partners.offsets.length; row++) {
      const own = partners.values.subarray(partners.offsets[row], partners.offsets[row + 1]);
      this.#matrix.set(this.#all);
      this.#addPartners(from, own);
      const regularization = this.#regularizationOf(own.length + unobserved);
      for (let d = 0; d < dim; d++) this.#matrix[d * dim + d] += regularization;
      const solution = to.subarray(row * dim, (row + 1) * dim);
      this.#vector.set(solution);
      factorUpper(this.#matrix, dim);
      solveForward(this.#matrix, dim, this.#vector);
      solveBackward(this.#matrix, dim, this.#vector);
      solution.set(this.#vector);
    }
  }

  /** λ · part^ν. */
  #regularizationOf(part: number): number {
    const { regularization, regularizationExponent } = this.#settings;
    if (regularizationExponent === 1) return regularization * part;
    return regularization * exp(regularizationExponent * log(part));
  }

  #sumAll(from: Float32Array): void {
    const { dim, unobservedWeight } = this.#settings;
    const all = this.#all.fill(0);
    const step = VECTORS_AT_A_TIME * dim;
    for (let at = 0; at < from.length; at += step)
      this.#addSquare(from.subarray(at, at + step), all);
    for (let i = 0; i < all.length; i++) all[i] *= unobservedWeight;
  }

  #addPartners(from: Float32Array, partners: Int32Array): void {
    const { dim } = this.#settings;
    for (let first = 0; first < partners.length; first += VECTORS_AT_A_TIME) {
      const rows = partners.subarray(first, first + VECTORS_AT_A_TIME);
      const gathered = this.#gathered.subarray(0, rows.length * dim);
      this.#runtime.gatherRows({ table: from, dim, rows, out: gathered });
      this.#addSquare(gathered, this.#matrix);
    }
  }

  /** Adds Σ v·vᵀ over the given vectors. */
  #addSquare(vectors: Float32Array, sums: Float64Array): void {
    const { dim } = this.#settings;
    this.#runtime.matrixProduct({
      ...{ left: vectors, right: vectors, transposed: "left" },
      ...{ rows: dim, inner: vectors.length / dim, columns: dim, out: this.#product },
    });
    const product = this.#product;
    for (let i = 0; i < product.length; i++) sums[i] += product[i];
  }
}
