import { ExactSum } from "./exact-sum.js";
import { nearestQuotient, SMALLEST_EXPONENT } from "./float-bits.js";

/** Numbers of a larger magnitude are refused where they would be squared. */
export const LARGEST_SQUARABLE = 1e150;

/** Splits a float64 into two halves of 26 bits, whose products are exact (Veltkamp and Dekker). */
const SPLITTER = 134217729;

/**
 * The mean and the population variance of a stream of numbers, in one pass.
 *
 * Both are the float64 nearest to the true value for the numbers given, so they depend neither on
 * their order nor on how the stream was cut. (Squares of numbers below 1e-140 lose their last bits.)
 */
export class Moments {
  #count = 0;
  readonly #sum = new ExactSum();
  readonly #squares = new ExactSum();

  get count(): number {
    return this.#count;
  }

  /** Adds a number of a magnitude of at most `LARGEST_SQUARABLE`. */
  add(x: number): void {
    this.#count++;
    this.#sum.add(x);
    const square = x * x;
    const carried = SPLITTER * x;
    const high = carried - (carried - x);
    const low = x - high;
    const error = low * low - (square - high * high - 2 * (high * low));
    this.#squares.add(square);
    if (error !== 0) this.#squares.add(error);
  }

  /** Not a number where nothing was added. */
  mean(): number {
    if (this.#count === 0) return Number.NaN;
    return nearestQuotient(
      this.#sum.toMultiple(),
      BigInt(this.#count) << BigInt(SMALLEST_EXPONENT),
    );
  }

  /** The mean of squared deviations (divided by n, not n − 1). Not a number where nothing was added. */
  variance(): number {
    if (this.#count === 0) return Number.NaN;
    const count = BigInt(this.#count);
    const unit = BigInt(SMALLEST_EXPONENT);
    const sum = this.#sum.toMultiple();
    const spread = ((count * this.#squares.toMultiple()) << unit) - sum * sum;
    // Only squares that lost bits can push it below 0.
    return Math.max(0, nearestQuotient(spread, (count * count) << (2n * unit)));
  }
}
