/** Buckets per threshold: more of them leave fewer steps of search, and take longer to lay out. */
const BUCKETS_PER_THRESHOLD = 4;

/**
 * Sorted numbers that tell quickly how many of them lie below a given one.
 *
 * The range is cut into equal buckets; a number falls into a bucket by arithmetic, and only that
 * bucket's thresholds, mostly none or one, are searched. Which bucket a number falls into never falls
 * as the number rises, whatever the rounding, so the answer is exact.
 */
export class Thresholds {
  readonly values: Float32Array;
  /** How many thresholds lie in the buckets before this one. */
  readonly #before: Int32Array;
  #size = 0;
  #lowest = 0;
  #lastBucket = 0;
  #bucketsPerUnit = 0;

  /**
   * @param values - memory for the thresholds.
   * @param buckets - memory for the buckets, at least `Thresholds.bucketMemory` of the most thresholds.
   */
  constructor(values: Float32Array, buckets: Int32Array) {
    this.values = values;
    this.#before = buckets;
  }

  static bucketMemory(mostThresholds: number): number {
    return BUCKETS_PER_THRESHOLD * mostThresholds + 2;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes the first `size` of `values`, in any order, as the thresholds. */
  sort(size: number): void {
    const { values } = this;
    const before = this.#before;
    values.subarray(0, size).sort();
    this.#size = size;
    this.#lastBucket = BUCKETS_PER_THRESHOLD * size;
    this.#lowest = values[0];
    const range = values[size - 1] - this.#lowest;
    this.#bucketsPerUnit = range > 0 ? this.#lastBucket / range : 0;
    before.fill(0, 0, this.#lastBucket + 2);
    for (let i = 0; i < size; i++) {
      const next = this.#bucketOf(values[i]) + 1;
      before[next] += 1;
    }
    for (let b = 1; b <= this.#lastBucket + 1; b++) {
      before[b] += before[b - 1];
    }
  }

  /** How many thresholds are below `value`: the place of the first that is not. */
  countBelow(value: number): number {
    const bucket = this.#bucketOf(value);
    let low = this.#before[bucket];
    let high = this.#before[bucket + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #bucketOf(value: number): number {
    const place = (value - this.#lowest) * this.#bucketsPerUnit;
    if (place < 1) return 0;
    return place < this.#lastBucket ? place | 0 : this.#lastBucket;
  }
}
