/**
 * Counts how often each key stands among values.
 *
 * Several values may have the same key (`true` and `1`); `keyOf` is asked once for each value.
 */
export class ValueCounter<K> {
  readonly keys: K[] = [];
  /** `[keys.length]`: how often each key was met. */
  readonly counts: number[] = [];
  readonly #places = new Map<unknown, number>();

  /** Counts values until one is new, and says where that one stands; `values.length` at the end. */
  countKnown(values: ArrayLike<unknown>, from: number): number {
    const places = this.#places;
    const { counts } = this;
    for (let i = from; i < values.length; i++) {
      const place = places.get(values[i]);
      if (place === undefined) return i;
      counts[place]++;
    }
    return values.length;
  }

  /** Counts a value that may be new. */
  count(value: unknown, key: K): void {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.keys.push(key) - 1;
      this.counts.push(0);
      this.#places.set(key, place);
    }
    this.#places.set(value, place);
    this.counts[place]++;
  }

  /** Counts a key as never met. */
  forget(key: K): void {
    const place = this.#places.get(key);
    if (place !== undefined) this.counts[place] = 0;
  }
}
