import type { TableLike } from "@towerkit/core";

/** Numbers of any kind, as they lie in memory. */
type Numbers = Uint8Array | Int32Array | Float32Array | Float64Array;

/**
 * Digests of what a training reads, by which a checkpoint knows its own data again.
 * @param data - by name: arrays, or lists and records that hold some; what is undefined has no digest.
 * @returns SHA-256 in hexadecimal, by the same names.
 */
export async function dataDigests(
  data: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const [name, value] of Object.entries(data)) {
    if (value !== undefined) digests[name] = await digestOf(numbersIn(value));
  }
  return digests;
}

/** How many values of a column become text at once. */
const VALUES_AT_ONCE = 65_536;

/** Digests of a table's columns, whatever they hold, by their names. */
export async function columnDigests(table: TableLike): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const name of table.columnNames()) {
    const pieces: Uint8Array[] = [];
    for (const piece of piecesOf(table.array(name))) pieces.push(await sha256(piece));
    digests[name] = await digestOf(pieces);
  }
  return digests;
}

/** The bytes of a column's values, piece by piece: one text of them all could be too long. */
function* piecesOf(column: ArrayLike<unknown>): Generator<Uint8Array> {
  if (ArrayBuffer.isView(column)) {
    yield new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    return;
  }
  const encoder = new TextEncoder();
  for (let from = 0; from < column.length; from += VALUES_AT_ONCE) {
    const size = Math.min(VALUES_AT_ONCE, column.length - from);
    const values = Array.from({ length: size }, (_, i) => column[from + i]);
    yield encoder.encode(JSON.stringify(values, bigIntsAsText));
  }
}

const bigIntsAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}n` : value;

async function digestOf(arrays: readonly Numbers[]): Promise<string> {
  const digests: Uint8Array[] = [];
  for (const array of arrays) {
    digests.push(await sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)));
  }
  const together = new Uint8Array(digests.flatMap((digest) => Array.from(digest)));
  return Array.from(await sha256(together), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** All arrays of numbers in a value, however deep they lie. */
function numbersIn(value: unknown): readonly Numbers[] {
  if (ArrayBuffer.isView(value)) return [value as Numbers];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

// Memory that threads share cannot be hashed where it is.
const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
