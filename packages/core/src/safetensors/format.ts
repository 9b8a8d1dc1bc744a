/** The values of a tensor, row by row: safetensors' dtypes F32, F64, I32 and U8. */
export type TensorData = Float32Array | Float64Array | Int32Array | Uint8Array;

/** A named block of numbers. An empty shape is a single value. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

export type DType = "F32" | "F64" | "I32" | "U8";

/** A header's entry for one tensor. Offsets count from the first byte after the header. */
export interface TensorEntry {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The header's key for the file's own notes; never a tensor. */
export const METADATA_KEY = "__metadata__";

/** Bytes of the header's length at the start of a file; the data that follows is aligned to them. */
export const LENGTH_BYTES = 8;

/** What the format's reference implementation refuses to read, too. */
export const LARGEST_HEADER = 100_000_000;

const ARRAY_OF = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U8: Uint8Array,
} as const satisfies Record<DType, unknown>;

export const DTYPES = Object.keys(ARRAY_OF) as readonly DType[];

export function dtypeOf(data: unknown): DType | undefined {
  return DTYPES.find((dtype) => data instanceof ARRAY_OF[dtype]);
}

export function bytesPerValue(dtype: DType): number {
  return ARRAY_OF[dtype].BYTES_PER_ELEMENT;
}

/** The values of a tensor out of `bytes`: a view where the processor can read them in place, else a copy. */
export function valuesAt(dtype: DType, bytes: Uint8Array): TensorData {
  const Values = ARRAY_OF[dtype];
  const isAligned = bytes.byteOffset % Values.BYTES_PER_ELEMENT === 0;
  const inPlace = isAligned ? bytes : new Uint8Array(bytes);
  return new Values(
    inPlace.buffer as ArrayBuffer,
    inPlace.byteOffset,
    inPlace.byteLength / Values.BYTES_PER_ELEMENT,
  );
}

/** How many values a shape holds, or `undefined` where it is no shape or too large to count. */
export function numValues(shape: unknown): number | undefined {
  if (!Array.isArray(shape)) return undefined;
  if (!shape.every((width) => Number.isSafeInteger(width) && width >= 0)) return undefined;
  if (shape.includes(0)) return 0;
  let product = 1;
  for (const width of shape as readonly number[]) product *= width;
  return Number.isSafeInteger(product) ? product : undefined;
}

/** Names that mean something else to JavaScript objects, and could reach into every other object. */
export function isForbiddenName(name: string): boolean {
  return name === "__proto__" || name === "constructor" || name === "prototype";
}
