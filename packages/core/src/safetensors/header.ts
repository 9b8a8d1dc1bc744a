import { shown } from "../checks.js";
import {
  bytesPerValue,
  DTYPES,
  isForbiddenName,
  LARGEST_HEADER,
  LENGTH_BYTES,
  METADATA_KEY,
  numValues,
  type TensorEntry,
} from "./format.js";
import { repeatedKey } from "./repeated-key.js";

/** What the head of a safetensors file says, checked in itself but not yet against the data. */
export interface Header {
  readonly entries: readonly (readonly [name: string, entry: TensorEntry])[];
  readonly metadata: Record<string, string>;
  /** Where the data starts in the file. */
  readonly dataStart: number;
}

/** Why a file cannot be read: the reader adds the file's name. */
export class FormatFault extends Error {}

export function readHeader(bytes: Uint8Array): Header {
  const dataStart = LENGTH_BYTES + headerLength(bytes);
  const fields = parseObject(bytes.subarray(LENGTH_BYTES, dataStart));
  const { [METADATA_KEY]: metadata, ...tensors } = fields;
  const entries = Object.entries(tensors).map(
    ([name, value]) => [checkedName(name), checkedEntry(name, value)] as const,
  );
  return { entries, metadata: checkedMetadata(metadata), dataStart };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new FormatFault(
      `it has ${bytes.length} bytes, fewer than the ${LENGTH_BYTES} of its header's length.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const most = Math.min(bytes.length - LENGTH_BYTES, LARGEST_HEADER);
  if (length > BigInt(most)) {
    throw new FormatFault(`its header is said to have ${length} bytes; at most ${most} can be.`);
  }
  return Number(length);
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new FormatFault(`its header is not JSON in UTF-8 (${(error as Error).message}).`);
  }
  if (!text.startsWith("{")) throw new FormatFault("its header does not begin with {.");
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    throw new FormatFault(`its header names ${shown(repeated)} twice in one object.`);
  }
  return value as Record<string, unknown>;
}

function checkedName(name: string): string {
  if (isForbiddenName(name)) {
    throw new FormatFault(`its header uses the reserved name ${shown(name)}.`);
  }
  return name;
}

function checkedEntry(name: string, value: unknown): TensorEntry {
  const where = `tensor ${shown(name)}`;
  if (!isObject(value) || Object.keys(value).sort().join() !== "data_offsets,dtype,shape") {
    throw new FormatFault(
      `${where} must have exactly dtype, shape and data_offsets, got ${shown(value)}.`,
    );
  }
  const { dtype: givenDtype, shape, data_offsets: offsets } = value;
  const dtype = DTYPES.find((known) => known === givenDtype);
  if (dtype === undefined) {
    throw new FormatFault(
      `${where} has dtype ${shown(givenDtype)}; read are ${DTYPES.join(", ")}.`,
    );
  }
  const expected = numValues(shape);
  if (expected === undefined) {
    throw new FormatFault(`${where} has a shape that is not a list of whole numbers from 0.`);
  }
  return {
    dtype,
    shape: (shape as number[]).map(withoutNegativeZero),
    data_offsets: checkedOffsets(where, offsets, expected * bytesPerValue(dtype)),
  };
}

function checkedOffsets(where: string, offsets: unknown, expected: number): [number, number] {
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isOffset)) {
    throw new FormatFault(`${where} has data_offsets that are not two whole numbers from 0.`);
  }
  const [begin, end] = offsets as [number, number];
  if (end - begin !== expected) {
    throw new FormatFault(
      `${where} spans bytes ${begin} to ${end}, but its shape and dtype take ${expected} bytes.`,
    );
  }
  return [begin, end];
}

function checkedMetadata(value: unknown = {}): Record<string, string> {
  if (!isObject(value)) throw new FormatFault(`its metadata is ${shown(value)}, not an object.`);
  const metadata: Record<string, string> = Object.create(null);
  for (const [name, note] of Object.entries(value)) {
    if (typeof note !== "string") {
      throw new FormatFault(`metadata ${shown(name)} is ${shown(note)}, not a string.`);
    }
    metadata[checkedName(name)] = note;
  }
  return metadata;
}

const isOffset = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

const withoutNegativeZero = (width: number) => width + 0;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
