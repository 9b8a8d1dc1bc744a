import { toMultiple } from "./float-bits.js";

/** More parts than 64 cannot be: each covers 53 bits of the 2,098 that a float64 can touch. */
const MOST_PARTS = 64;

/**
 * A sum of float64 without any rounding, so that neither the order of the terms nor how they were
 * cut into pieces can be seen in it.
 *
 * The sum is kept as a few numbers that do not overlap (Shewchuk, "Adaptive precision floating-point
 * arithmetic", 1997; the sum of Python's `math.fsum`). Columns of like magnitude need one or two.
 */
export class ExactSum {
  readonly #parts = new Float64Array(MOST_PARTS);
  #count = 0;

  /** Adds a finite number; the sum's magnitude must stay below 2¹⁰²³. */
  add(term: number): void {
    const parts = this.#parts;
    let carried = term;
    let kept = 0;
    for (let i = 0; i < this.#count; i++) {
      const part = parts[i];
      const sum = carried + part;
      const virtual = sum - carried;
      const error = carried - (sum - virtual) + (part - virtual);
      if (error !== 0) parts[kept++] = error;
      carried = sum;
    }
    parts[kept++] = carried;
    this.#count = kept;
  }

  /** The sum, exactly, as a multiple of 2⁻¹⁰⁷⁴. */
  toMultiple(): bigint {
    let sum = 0n;
    for (let i = 0; i < this.#count; i++) sum += toMultiple(this.#parts[i]);
    return sum;
  }
}
