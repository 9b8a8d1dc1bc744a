import { shown } from "../checks.js";
import { ConfigError } from "../errors.js";
import {
  dtypeOf,
  isForbiddenName,
  LARGEST_HEADER,
  LENGTH_BYTES,
  METADATA_KEY,
  numValues,
  type Tensor,
  type TensorEntry,
} from "./format.js";

/**
 * Writes named tensors as a safetensors file, the same bytes for the same content: names in byte
 * order, values in the order of names, the header filled up with spaces to a multiple of 8 bytes.
 *
 * @param metadata - notes for the file's `__metadata__`.
 * @returns the file; nothing of it is shared with `tensors`.
 * @throws ConfigError on a shape that does not fit its values, values of another type, a name
 * that is reserved, or notes that are not strings.
 * @see https://github.com/huggingface/safetensors#format
 * @example
 * const bytes = encodeSafetensors({ "query/user_id": { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } });
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const names = inByteOrder(Object.keys(tensors));
  const header: [name: string, json: string][] = [];
  if (Object.keys(metadata).length > 0) header.push([METADATA_KEY, metadataJson(metadata)]);
  let end = 0;
  for (const name of names) {
    const entry = entryOf(name, tensors[name] as Tensor, end);
    end = entry.data_offsets[1];
    header.push([name, JSON.stringify(entry)]);
  }
  const headerBytes = paddedToAlign(jsonObject(header));
  const dataStart = LENGTH_BYTES + headerBytes.length;
  const bytes = new Uint8Array(dataStart + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes.length), true);
  bytes.set(headerBytes, LENGTH_BYTES);
  let position = dataStart;
  for (const name of names) {
    const { data } = tensors[name] as Tensor;
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return bytes;
}

function entryOf(name: string, tensor: Tensor, begin: number): TensorEntry {
  if (name === METADATA_KEY || isForbiddenName(name)) {
    throw new ConfigError(`a tensor cannot be named ${shown(name)}: the name is reserved.`);
  }
  const { shape, data } = tensor;
  const dtype = dtypeOf(data);
  if (dtype === undefined) {
    throw new ConfigError(
      `tensor ${shown(name)} must hold a Float32Array, Float64Array, Int32Array or Uint8Array, ` +
        `got ${shown(data)}.`,
    );
  }
  const expected = numValues(shape);
  if (expected === undefined) {
    throw new ConfigError(
      `tensor ${shown(name)} has shape [${shape}]; every width must be a whole number from 0.`,
    );
  }
  if (expected !== data.length) {
    throw new ConfigError(
      `tensor ${shown(name)} of shape [${shape}] must hold ${expected} values, got ${data.length}.`,
    );
  }
  return { dtype, shape, data_offsets: [begin, begin + data.byteLength] };
}

function metadataJson(metadata: Readonly<Record<string, string>>): string {
  const entries = inByteOrder(Object.keys(metadata)).map((name): [string, string] => {
    if (isForbiddenName(name)) {
      throw new ConfigError(`metadata cannot be named ${shown(name)}: the name is reserved.`);
    }
    const value: unknown = metadata[name];
    if (typeof value !== "string") {
      throw new ConfigError(`metadata ${shown(name)} must be a string, got ${shown(value)}.`);
    }
    return [name, JSON.stringify(value)];
  });
  return jsonObject(entries);
}

/** A JSON object with its keys in the given order, which plain objects change for names such as "7". */
function jsonObject(entries: readonly (readonly [name: string, json: string])[]): string {
  return `{${entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}

function paddedToAlign(header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  if (text.length > LARGEST_HEADER) {
    throw new ConfigError(
      `the tensors' names and shapes take ${text.length} bytes; at most ${LARGEST_HEADER} fit.`,
    );
  }
  const padded = new Uint8Array(Math.ceil(text.length / LENGTH_BYTES) * LENGTH_BYTES).fill(0x20);
  padded.set(text);
  return padded;
}

/** Sorts as the names' UTF-8 bytes do, which for characters beyond U+FFFF differs from `sort()`. */
function inByteOrder(names: string[]): string[] {
  return names
    .map((name) => ({ name, points: Array.from(name, (c) => c.codePointAt(0) as number) }))
    .sort((a, b) => comparePoints(a.points, b.points))
    .map(({ name }) => name);
}

function comparePoints(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  }
  return a.length - b.length;
}
