import { ConfigError, shown } from "@towerkit/core";
import type { FittedIdEncoder } from "../encoder.js";
import { checkFiniteNumber, refuseNonFinite, rowOf } from "../numeric/refuse.js";

/** The JSON of a fitted discretization. */
export interface FittedDiscretizationJSON {
  readonly kind: "discretization";
  readonly boundaries: readonly number[];
  readonly [part: string]: unknown;
}

/** Boundaries, and buckets between them. */
export class FittedDiscretization implements FittedIdEncoder<number> {
  readonly kind = "discretization";
  readonly output = "id";
  /** Every number has a bucket. */
  readonly outOfVocabulary = { from: 0, count: 0 };
  readonly #boundaries: Float64Array;

  /** @param boundaries - finite and never falling. */
  constructor(boundaries: Float64Array) {
    // Adding 0 turns -0 into 0: JSON does not tell them apart.
    this.#boundaries = boundaries.map((boundary) => boundary + 0);
  }

  /** How many buckets there are: one more than boundaries. */
  get size(): number {
    return this.#boundaries.length + 1;
  }

  /** Bucket `i` reaches from `boundaries[i − 1]`, included, to `boundaries[i]`, not included. A copy. */
  get boundaries(): number[] {
    return Array.from(this.#boundaries);
  }

  encode(values: ArrayLike<number>, name = "the column"): Int32Array {
    const ids = new Int32Array(values.length);
    const boundaries = this.#boundaries;
    for (let i = 0; i < ids.length; i++) {
      const value = values[i];
      if (typeof value !== "number" || !Number.isFinite(value)) {
        refuseNonFinite(this.kind, value, rowOf(name, i));
      }
      ids[i] = countAtMost(value, boundaries);
    }
    return ids;
  }

  encodeOne(value: number): number {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      refuseNonFinite(this.kind, value, "the value");
    }
    return countAtMost(value, this.#boundaries);
  }

  toJSON(): FittedDiscretizationJSON {
    return { kind: this.kind, boundaries: this.boundaries };
  }

  describe(): string {
    const boundaries = this.#boundaries;
    const range =
      boundaries.length === 0
        ? "no boundary"
        : `boundaries from ${boundaries[0]} to ${boundaries[boundaries.length - 1]}`;
    return `discretization: ${this.size} buckets, ids 0 to ${this.size - 1}; ${range}`;
  }
}

/** How many of the rising `boundaries` are at most `x`. */
function countAtMost(x: number, boundaries: Float64Array): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boundaries[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @throws ConfigError unless `boundaries` is an array of finite numbers that never falls. */
export function checkBoundaries(boundaries: unknown): Float64Array {
  if (!Array.isArray(boundaries)) {
    throw new ConfigError(
      `discretization boundaries must be an array of numbers, got ${shown(boundaries)}.`,
    );
  }
  const checked = new Float64Array(boundaries.length);
  for (let i = 0; i < checked.length; i++) {
    checked[i] = checkFiniteNumber(`discretization boundaries[${i}]`, boundaries[i]);
    if (i > 0 && checked[i] < checked[i - 1]) {
      throw new ConfigError(
        `discretization boundaries must not fall, but boundaries[${i - 1}] is ${checked[i - 1]} and boundaries[${i}] is ${checked[i]}. Sort them.`,
      );
    }
  }
  return checked;
}

/**
 * Makes a fitted discretization again of its JSON.
 * @throws ConfigError for anything else than boundaries that never fall.
 */
export const readDiscretization = (json: Readonly<Record<string, unknown>>): FittedDiscretization =>
  new FittedDiscretization(checkBoundaries(json["boundaries"]));
