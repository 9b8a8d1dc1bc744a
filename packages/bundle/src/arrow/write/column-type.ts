import { ConfigError, NumericError, shown } from "@towerkit/core";
import {
  bool,
  type DataType,
  dictionary,
  field,
  float32,
  float64,
  int8,
  int16,
  int32,
  list,
  uint8,
  uint16,
  uint32,
  utf8,
} from "@uwdata/flechette";

/** What the values of a column, or of the lists in it, are. */
type ItemKind = "string" | "number" | "boolean";

const TYPED_ARRAYS: readonly (readonly [TypedArray: unknown, type: () => DataType])[] = [
  [Float32Array, float32],
  [Float64Array, float64],
  [Int8Array, int8],
  [Int16Array, int16],
  [Int32Array, int32],
  [Uint8Array, uint8],
  [Uint16Array, uint16],
  [Uint32Array, uint32],
];

/**
 * Finds the Arrow type that holds a column's values exactly, from the values alone, so that the
 * same values are always written as the same bytes.
 *
 * @param what - how to call the column in an error.
 * @throws ConfigError for values that are neither strings, numbers, booleans nor lists of strings or
 * numbers, or that mix these; NumericError for a number that is not finite.
 */
export function columnTypeOf(values: ArrayLike<unknown>, what: string): DataType {
  const typed = TYPED_ARRAYS.find(([TypedArray]) => values.constructor === TypedArray);
  if (typed !== undefined) {
    checkAllFinite(values as ArrayLike<number>, what);
    return typed[1]();
  }
  const example = Array.from(values).find((value) => value !== null && value !== undefined);
  return isList(example) ? listType(values, what) : scalarType(values, what);
}

function scalarType(values: ArrayLike<unknown>, what: string): DataType {
  const kind = commonKind(values, { what: `${what}, row`, orNull: true });
  if (kind === "boolean") return bool();
  if (kind === "number") return numberType(values as ArrayLike<number | null | undefined>);
  return repeats(values) ? dictionary(utf8(), int32()) : utf8();
}

function listType(values: ArrayLike<unknown>, what: string): DataType {
  const items: unknown[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? [];
    if (!isList(value)) throw unfit(value, `${what}, row ${row}`, "lists");
    for (let i = 0; i < value.length; i++) items.push(value[i]);
  }
  const kind = commonKind(items, { what: `${what}, item`, orNull: false });
  if (kind === "boolean") throw unfit(items[0], `${what}, item 0`, "strings or numbers");
  const type = kind === "string" ? utf8() : numberType(items as number[]);
  return list(field("item", type, false));
}

/** The kind that all values share; `undefined` where there are none. */
function commonKind(
  values: ArrayLike<unknown>,
  { what, orNull }: { readonly what: string; readonly orNull: boolean },
): ItemKind | undefined {
  let kind: ItemKind | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (orNull && (value === null || value === undefined)) continue;
    const found = typeof value;
    if (kind === undefined && (found === "string" || found === "number" || found === "boolean")) {
      kind = found;
    }
    if (found !== kind) {
      throw unfit(value, `${what} ${row}`, kind === undefined ? undefined : `${kind}s`);
    }
    if (found === "number") checkFiniteAt(value as number, what, row);
    if (found === "string") checkWellFormed(value as string, what, row);
  }
  return kind;
}

/** The narrow type where it gives back the very same numbers. */
function numberType(values: ArrayLike<number | null | undefined>): DataType {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if ((value | 0) !== value || Object.is(value, -0)) return float64();
  }
  return int32();
}

/** Whether a list of the distinct values is worth keeping. */
function repeats(values: ArrayLike<unknown>): boolean {
  return values.length > 0 && new Set(Array.from(values)).size * 2 <= values.length;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function checkAllFinite(values: ArrayLike<number>, what: string): void {
  for (let row = 0; row < values.length; row++) {
    checkFiniteAt(values[row], `${what}, row`, row);
  }
}

function checkFiniteAt(value: number, what: string, row: number): void {
  if (!Number.isFinite(value)) {
    throw new NumericError(
      `${what} ${row} is ${value}; every number must be finite, null if unknown.`,
    );
  }
}

/** Half a surrogate pair has no UTF-8: it would come back as another character. */
function checkWellFormed(text: string, what: string, row: number): void {
  if (/\p{Surrogate}/u.test(text)) {
    throw new ConfigError(`${what} ${row} is ${shown(text)}, which is not well-formed Unicode.`);
  }
}

function unfit(value: unknown, where: string, expected: string | undefined): ConfigError {
  const others =
    expected === undefined
      ? "a bundle keeps strings, numbers, booleans, and lists of strings or numbers"
      : `the values before it are ${expected}, and a column must be all alike`;
  return new ConfigError(`${where} is ${shown(value)}; ${others}.`);
}
