/** Losses are summed within this many rows first, and then the blocks' sums in order. */
export const ROW_BLOCK = 1024;

/**
 * A float64 sum in the order in which a vector kernel adds: within a block, four sums of every fourth
 * row, put together as (first + third) + (second + fourth); then block after block.
 */
export class LossSum {
  readonly #lanes = new Float64Array(4);
  #sum = 0;

  /** Adds a row's loss: rows must come in order, from 0. */
  add(row: number, loss: number): void {
    if (row % ROW_BLOCK === 0) this.#closeBlock();
    this.#lanes[row % 4] += loss;
  }

  total(): number {
    this.#closeBlock();
    return this.#sum;
  }

  #closeBlock(): void {
    const [first, second, third, fourth] = this.#lanes;
    this.#sum += first + third + (second + fourth);
    this.#lanes.fill(0);
  }
}
