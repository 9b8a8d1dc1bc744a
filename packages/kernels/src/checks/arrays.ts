import { ConfigError, checkFinite, shown } from "@towerkit/core";

/**
 * Checks that an argument is a `Float32Array`, of a given length where one is given.
 * @throws ConfigError otherwise.
 */
export function checkFloats(name: string, value: unknown, length?: number): void {
  checkTypedArray(name, value, "Float32Array", length);
}

/**
 * Checks that an argument is an `Int32Array`, of a given length where one is given.
 * @throws ConfigError otherwise.
 */
export function checkInts(name: string, value: unknown, length?: number): void {
  checkTypedArray(name, value, "Int32Array", length);
}

/** Arrays of another realm, such as a page's frame, are no instances of this one's classes. */
export function checkTypedArray(name: string, value: unknown, type: string, length?: number): void {
  const found = ArrayBuffer.isView(value) ? (value as unknown as ArrayLike<number>) : undefined;
  const foundType = (found as { [Symbol.toStringTag]?: string } | undefined)?.[Symbol.toStringTag];
  if (found === undefined || foundType !== type) {
    throw new ConfigError(`${name} must be a ${type}, got ${foundType ?? shown(value)}.`);
  }
  if (length !== undefined && found.length !== length) {
    throw new ConfigError(`${name} must hold ${length} values, got ${found.length}.`);
  }
}

/**
 * Checks that an array holds whole rows, and says how many.
 * @throws ConfigError otherwise.
 */
export function countRows(name: string, values: ArrayLike<number>, dim: number): number {
  const rows = values.length / dim;
  if (!Number.isInteger(rows)) {
    throw new ConfigError(`${name} must hold whole rows of ${dim} values, got ${values.length}.`);
  }
  return rows;
}

/**
 * Checks that every value is finite.
 * @throws NumericError naming the first position that is not.
 */
export function checkAllFinite(name: string, values: Float32Array | Float64Array): void {
  if (!areFinite(values)) checkFinite(name, values);
}

/** Whether the first `count` values are finite, all of them by default. */
export function areFinite(
  values: Float32Array | Float64Array,
  count: number = values.length,
): boolean {
  // A finite number times 0 is 0 and anything else is not a number, so sums tell of all of them: four
  // sums, as each addition waits for the one before.
  let probe0 = 0;
  let probe1 = 0;
  let probe2 = 0;
  let probe3 = 0;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    probe0 += values[i] * 0;
    probe1 += values[i + 1] * 0;
    probe2 += values[i + 2] * 0;
    probe3 += values[i + 3] * 0;
  }
  for (; i < count; i++) probe0 += values[i] * 0;
  return probe0 + probe1 + probe2 + probe3 === 0;
}

/**
 * Checks the offsets of rows that lie one after another: 0 first, never falling, `total` last.
 * @throws ConfigError naming the first position that is wrong.
 */
export function checkOffsets(
  name: string,
  offsets: Int32Array,
  { rows, total }: { rows: number; total: number },
): void {
  checkInts(name, offsets, rows + 1);
  if (offsets[0] !== 0) throw new ConfigError(`${name}[0] must be 0, got ${offsets[0]}.`);
  for (let row = 0; row < rows; row++) {
    if (offsets[row + 1] < offsets[row]) {
      throw new ConfigError(
        `${name}[${row + 1}] is ${offsets[row + 1]}, less than the ${offsets[row]} before it; offsets never fall.`,
      );
    }
  }
  if (offsets[rows] !== total) {
    throw new ConfigError(`${name} must end with ${total}, got ${offsets[rows]}.`);
  }
}

/**
 * Checks that every index is −1 or one of `size` rows.
 * @throws ConfigError naming the first position that is neither.
 */
export function checkIndicesOrNone(name: string, indices: Int32Array, size: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    if (index < -1 || index >= size) {
      throw new ConfigError(
        `${name}[${i}] is ${index}; it must be -1, or a whole number from 0, below ${size}.`,
      );
    }
  }
}

/**
 * Checks that every value is finite and not negative.
 * @throws NumericError naming the first position that is not.
 */
export function checkNotNegative(name: string, values: Float32Array | Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] >= 0 && values[i] < Infinity) continue;
    checkAllFinite(name, values);
    throw new ConfigError(`${name}[${i}] is ${values[i]}; it must not be negative.`);
  }
}

/**
 * Checks that an array shares no memory with any of the others.
 * @throws ConfigError naming the first that it overlaps.
 */
export function checkApart(
  name: string,
  array: Float32Array,
  others: Readonly<Record<string, Float32Array>>,
): void {
  for (const [otherName, other] of Object.entries(others)) {
    if (overlap(array, other)) {
      throw new ConfigError(
        `${name} and ${otherName} share memory; give ${name} an array of its own.`,
      );
    }
  }
}

function overlap(a: Float32Array, b: Float32Array): boolean {
  if (a.buffer !== b.buffer || a.length === 0 || b.length === 0) return false;
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}
