type Numbers = Int32Array | Float32Array | Float64Array;

/**
 * A typed array that is kept from call to call, and made anew only when a call needs more: making one
 * costs as much as computing what goes into it, and clearing it away later costs again.
 *
 * @example
 * const slots = new KeptArray(Int32Array);
 * slots.take(3); // three numbers that hold anything
 */
export class KeptArray<A extends Numbers> {
  readonly #make: new (
    length: number,
  ) => A;
  #array: A;

  /** @param make - the array's class. */
  constructor(make: new (length: number) => A) {
    this.#make = make;
    this.#array = new make(0);
  }

  /** `length` numbers that hold anything, good until the next call. */
  take(length: number): A {
    if (this.#array.length === length) return this.#array;
    if (this.#array.length < length) this.#array = new this.#make(length);
    return this.#array.subarray(0, length) as A;
  }
}
