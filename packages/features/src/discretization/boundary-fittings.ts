import { ConfigError, NumericError } from "@towerkit/core";
import { linspace } from "../numeric/linspace.js";
import { refuseNonFinite, rowOf } from "../numeric/refuse.js";
import type { DiscretizationFitting } from "./discretization.js";
import { FittedDiscretization } from "./fitted-discretization.js";
import { kerasQuantiles } from "./keras-quantiles.js";

/** Learns the range of a column and spaces boundaries evenly over it. */
export class UniformFitting implements DiscretizationFitting {
  readonly #boundaries: number;
  readonly #name: string;
  #rows = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  constructor(boundaries: number, name: string) {
    this.#boundaries = boundaries;
    this.#name = name;
  }

  add(values: ArrayLike<number>): void {
    checkNumbers(values, this.#name, this.#rows);
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value < this.#least) this.#least = value;
      if (value > this.#most) this.#most = value;
    }
    this.#rows += values.length;
  }

  finish(): FittedDiscretization {
    if (this.#rows === 0) refuseEmpty(this.#name);
    if (!Number.isFinite(this.#most - this.#least)) {
      throw new NumericError(
        `discretization: ${this.#name} reaches from ${this.#least} to ${this.#most}, too far to space boundaries over. Scale the column.`,
      );
    }
    return new FittedDiscretization(linspace(this.#least, this.#most, this.#boundaries));
  }
}

const FIRST_CAPACITY = 1024;

/** Keeps a column, as float32, until its quantiles can be taken. */
export class QuantileFitting implements DiscretizationFitting {
  readonly #bins: number;
  readonly #name: string;
  #rows = 0;
  #kept = new Float32Array(FIRST_CAPACITY);

  constructor(bins: number, name: string) {
    this.#bins = bins;
    this.#name = name;
  }

  add(values: ArrayLike<number>): void {
    checkNumbers(values, this.#name, this.#rows);
    const rows = this.#rows + values.length;
    if (rows > this.#kept.length) {
      const larger = new Float32Array(Math.max(rows, this.#kept.length * 2));
      larger.set(this.#kept);
      this.#kept = larger;
    }
    this.#kept.set(values, this.#rows);
    this.#rows = rows;
  }

  finish(): FittedDiscretization {
    if (this.#rows === 0) refuseEmpty(this.#name);
    const sorted = this.#kept.slice(0, this.#rows).sort();
    if (!Number.isFinite(sorted[0]) || !Number.isFinite(sorted[sorted.length - 1])) {
      throw new NumericError(
        `discretization: ${this.#name} holds numbers beyond float32, in which quantiles are taken. Scale the column.`,
      );
    }
    return new FittedDiscretization(Float64Array.from(kerasQuantiles(sorted, this.#bins)));
  }
}

function checkNumbers(values: ArrayLike<number>, name: string, rowsBefore: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== "number" || !Number.isFinite(value)) {
      refuseNonFinite("discretization", value, rowOf(name, rowsBefore + i));
    }
  }
}

function refuseEmpty(name: string): never {
  throw new ConfigError(
    `discretization: ${name} has no rows to learn boundaries from. Fit on a column with rows, or give the boundaries.`,
  );
}
