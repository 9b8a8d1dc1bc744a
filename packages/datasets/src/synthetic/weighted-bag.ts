import type { Generator } from "@towerkit/core";

/**
 * Things to draw without putting back, each likely in proportion to its weight among those left.
 * A tree of sums (Fenwick, 1994) makes a draw take logarithmic time.
 */
export class WeightedBag {
  readonly #weights: Float64Array;
  readonly #sums: Float64Array;
  readonly #highestBit: number;
  #total = 0;

  constructor(size: number) {
    this.#weights = new Float64Array(size);
    this.#sums = new Float64Array(size + 1);
    this.#highestBit = 2 ** (31 - Math.clz32(size));
  }

  /** Empties the bag and puts in one thing per weight. */
  fill(weights: Float64Array): void {
    const sums = this.#sums;
    this.#weights.set(weights);
    this.#total = 0;
    sums[0] = 0;
    sums.set(weights, 1);
    for (let i = 1; i < sums.length; i++) {
      this.#total += weights[i - 1];
      const parent = i + (i & -i);
      if (parent < sums.length) sums[parent] += sums[i];
    }
  }

  /** There must be a thing left whose weight is above 0. */
  draw(generator: Generator): number {
    let drawn = this.#find(generator.uniform() * this.#total);
    // Rounding may lead to a thing that is gone, or past the last one.
    while (!(this.#weights[drawn] > 0)) drawn = this.#find(generator.uniform() * this.#total);
    this.#remove(drawn);
    return drawn;
  }

  #find(mass: number): number {
    let position = 0;
    for (let bit = this.#highestBit; bit > 0; bit >>= 1) {
      const next = position + bit;
      if (next < this.#sums.length && this.#sums[next] <= mass) {
        position = next;
        mass -= this.#sums[next];
      }
    }
    return position;
  }

  #remove(index: number): void {
    const weight = this.#weights[index];
    this.#weights[index] = 0;
    this.#total -= weight;
    for (let i = index + 1; i < this.#sums.length; i += i & -i) this.#sums[i] -= weight;
  }
}
