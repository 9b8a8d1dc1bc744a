import { ConfigError, checkLength } from "@towerkit/core";

/**
 * Checks that every value is an index into something of `size` rows, or -1 for "not there".
 * @throws ConfigError naming the first position that is not.
 */
export function checkIndicesOrMissing(name: string, indices: Int32Array, size: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (index < -1 || index >= size) {
      throw new ConfigError(
        `${name}[${i}] is ${index}; it must be -1 or a whole number up to ${size - 1}.`,
      );
    }
  }
}

/**
 * Checks that offsets rise from 0 to `total` over `lists` lists.
 * @throws ConfigError naming what is wrong.
 */
export function checkOffsets(
  name: string,
  offsets: Int32Array,
  lists: number,
  total: number,
): void {
  checkLength(name, offsets, lists + 1);
  for (let i = 0; i < offsets.length; i++) {
    const offset = offsets[i] as number;
    if (i === 0 ? offset !== 0 : offset < (offsets[i - 1] as number)) {
      throw new ConfigError(`${name}[${i}] is ${offset}; offsets must rise from 0.`);
    }
  }
  if (offsets[lists] !== total) {
    throw new ConfigError(`${name} must end at ${total}, got ${offsets[lists]}.`);
  }
}
