import { shown } from "@towerkit/core";
import { ArrowFault } from "./arrow-fault.js";
import type { FlatBuffer, FlatTable } from "./flat-buffer.js";

/** The types that a bundle's tables are written with. */
export type ColumnType =
  | { readonly kind: "integer"; readonly bits: 8 | 16 | 32; readonly signed: boolean }
  | { readonly kind: "float"; readonly bits: 32 | 64 }
  | { readonly kind: "boolean" }
  | { readonly kind: "text" }
  | { readonly kind: "list"; readonly item: ColumnType }
  /** Texts as positions in a list of the distinct ones, which the file holds under `id`. */
  | { readonly kind: "dictionary"; readonly id: number };

export interface Field {
  readonly name: string;
  readonly type: ColumnType;
}

/** Arrow's numbers for its types. */
const INT = 2;
const FLOAT = 3;
const UTF8 = 5;
const BOOL = 6;
const LIST = 12;

/** By Arrow's number for the precision. */
const FLOAT_BITS: ReadonlyMap<number, 32 | 64> = new Map([
  [1, 32],
  [2, 64],
]);

/** Reads the columns that a schema names: different names, of types that a bundle's tables have. */
export function fieldsOf(metadata: FlatBuffer, schema: FlatTable): Field[] {
  const endianness = schema.field(0);
  if (endianness !== undefined && metadata.int16(endianness) !== 0) {
    throw new ArrowFault("it is big-endian.");
  }
  const at = metadata.vector(schema.field(1), 4);
  checkNames(metadata, at);
  const fields = at.map((fieldAt) => readField(metadata, fieldAt));
  const names = new Set<string>();
  for (const { name } of fields) {
    if (names.has(name)) throw new ArrowFault(`it has two columns ${shown(name)}.`);
    names.add(name);
  }
  return fields;
}

/** Many fields may point to one long name, and would need many times its bytes. */
function checkNames(metadata: FlatBuffer, fields: readonly number[]): void {
  let left = metadata.length;
  for (const at of fields) {
    const name = metadata.table(at).field(0);
    if (name === undefined) throw new ArrowFault("it has a column without a name.");
    left -= metadata.stringLength(name);
  }
  if (left < 0) throw new ArrowFault("its columns' names overlap.");
}

function readField(metadata: FlatBuffer, at: number): Field {
  const field = metadata.table(at);
  const name = metadata.string(field.field(0) as number);
  const dictionaryAt = field.field(4);
  const type = scalarType(metadata, field) ?? listType(metadata, field);
  const numChildren = metadata.vectorLength(field.field(5));
  if (type === undefined || numChildren !== (type.kind === "list" ? 1 : 0)) {
    throw new ArrowFault(`column ${shown(name)} is of a type that a bundle's tables do not have.`);
  }
  if (dictionaryAt === undefined) return { name, type };
  return { name, type: dictionaryType(metadata, dictionaryAt, { name, type }) };
}

function scalarType(metadata: FlatBuffer, field: FlatTable): ColumnType | undefined {
  const typeAt = field.field(3);
  const type = typeAt === undefined ? undefined : metadata.table(typeAt);
  switch (typeNumber(metadata, field)) {
    case INT:
      return type && integerType(metadata, type);
    case FLOAT: {
      const precisionAt = type?.field(0);
      const precision = precisionAt === undefined ? 0 : metadata.int16(precisionAt);
      const bits = FLOAT_BITS.get(precision);
      return bits && { kind: "float", bits };
    }
    case BOOL:
      return { kind: "boolean" };
    case UTF8:
      return { kind: "text" };
    default:
      return undefined;
  }
}

function integerType(metadata: FlatBuffer, type: FlatTable): ColumnType | undefined {
  const bitsAt = type.field(0);
  const signedAt = type.field(1);
  const bits = bitsAt === undefined ? 0 : metadata.int32(bitsAt);
  if (bits !== 8 && bits !== 16 && bits !== 32) return undefined;
  return {
    kind: "integer",
    bits,
    signed: signedAt !== undefined && metadata.uint8(signedAt) !== 0,
  };
}

function listType(metadata: FlatBuffer, field: FlatTable): ColumnType | undefined {
  const childrenAt = field.field(5);
  if (typeNumber(metadata, field) !== LIST || metadata.vectorLength(childrenAt) !== 1) {
    return undefined;
  }
  const child = metadata.table(metadata.vector(childrenAt, 4)[0] as number);
  const item = scalarType(metadata, child);
  const isPlain = child.field(4) === undefined && metadata.vectorLength(child.field(5)) === 0;
  return item && isPlain ? { kind: "list", item } : undefined;
}

function dictionaryType(
  metadata: FlatBuffer,
  at: number,
  { name, type }: Field,
): ColumnType & { readonly kind: "dictionary" } {
  const dictionary = metadata.table(at);
  const idAt = dictionary.field(0);
  const indexAt = dictionary.field(1);
  const index = indexAt === undefined ? undefined : integerType(metadata, metadata.table(indexAt));
  const fits = index?.kind === "integer" && index.bits === 32 && index.signed;
  if (type.kind !== "text" || !fits) {
    throw new ArrowFault(
      `column ${shown(name)} is a dictionary, but not of texts by 32-bit integers.`,
    );
  }
  return { kind: "dictionary", id: idAt === undefined ? 0 : metadata.size(idAt) };
}

const typeNumber = (metadata: FlatBuffer, field: FlatTable): number => {
  const at = field.field(2);
  return at === undefined ? 0 : metadata.uint8(at);
};
