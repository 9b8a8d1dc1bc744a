import { ConfigError, NumericError } from "./errors.js";

/** Shows a value in an error message, shortened where it is long. */
export function shown(value: unknown): string {
  const text =
    typeof value === "string"
      ? JSON.stringify(value)
      : isArrayLike(value)
        ? `an array of ${value.length}`
        : value !== null && typeof value === "object"
          ? `an object with keys ${Object.keys(value).map(quoted).join(", ") || "(none)"}`
          : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/**
 * Returns `value` if it is a whole number of at least `least`.
 * @param name - how the caller knows the argument, e.g. `"batchSize"`.
 * @throws ConfigError otherwise, not-a-number included.
 */
export function checkInteger(name: string, value: unknown, least: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least) {
    throw new ConfigError(
      `${name} must be a whole number of at least ${least}, got ${shown(value)}.`,
    );
  }
  return value;
}

/**
 * Returns `value` if it is a finite number above 0.
 * @throws ConfigError otherwise.
 */
export function checkPositive(name: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
    throw new ConfigError(`${name} must be a finite number above 0, got ${shown(value)}.`);
  }
  return value;
}

/**
 * Returns `value` if it is above 0 and finite, as a float32 too: there too small a number is 0, and too
 * large a one infinity.
 * @throws ConfigError otherwise.
 */
export function checkPositiveFloat32(name: string, value: unknown): number {
  const positive = checkPositive(name, value);
  const rounded = Math.fround(positive);
  if (rounded === 0 || rounded === Number.POSITIVE_INFINITY) {
    throw new ConfigError(`${name} is ${positive}; it must lie between 1e-45 and 3e38.`);
  }
  return positive;
}

/**
 * Returns `value` if it is one of `allowed`.
 * @throws ConfigError naming the choices otherwise.
 */
export function checkOneOf<T extends string>(
  name: string,
  value: unknown,
  allowed: readonly T[],
): T {
  const found = allowed.find((choice) => choice === value);
  if (found === undefined) {
    throw new ConfigError(
      `${name} must be one of ${allowed.map((a) => `"${a}"`).join(", ")}, got ${shown(value)}.`,
    );
  }
  return found;
}

/**
 * Checks that an array has the length that its partner arguments call for.
 * @throws ConfigError naming both lengths.
 */
export function checkLength(name: string, array: ArrayLike<unknown>, expected: number): void {
  if (array.length !== expected) {
    throw new ConfigError(`${name} must hold ${expected} values, got ${array.length}.`);
  }
}

/**
 * Checks that every value is finite.
 * @throws NumericError naming the first position that is not.
 */
export function checkFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new NumericError(`${name}[${i}] is ${values[i]}; every value must be a finite number.`);
    }
  }
}

/**
 * Checks that every value is an index into something of `size` rows.
 * @throws ConfigError naming the first position that is not.
 */
export function checkIndices(name: string, indices: ArrayLike<number>, size: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      throw new ConfigError(
        `${name}[${i}] is ${index}; it must be a whole number from 0, below ${size}.`,
      );
    }
  }
}

const quoted = (text: string) => JSON.stringify(text);

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
