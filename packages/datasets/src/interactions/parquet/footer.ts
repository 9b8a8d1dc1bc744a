import {
  type ColumnChunk,
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadata,
  parquetSchema,
  type SchemaTree,
} from "hyparquet";
import { markGeoColumns } from "hyparquet/src/geoparquet.js";
import type { Allowance } from "../allowance.js";
import { ensure, FileFault } from "../file-fault.js";
import { endOfStruct } from "./thrift.js";

/** A column's values in one row group: where they are, and what is said of them. */
export interface Chunk {
  readonly meta: ColumnMetaData;
  /** From the root of the schema to the column. */
  readonly schemaPath: readonly SchemaTree[];
  readonly start: number;
  readonly end: number;
  /** In a column of lists these are more than its rows. */
  readonly numValues: number;
}

export interface Group {
  readonly numRows: number;
  /** In the order of the schema's columns. */
  readonly chunks: readonly Chunk[];
}

/** What a Parquet file says of itself, and agrees with itself about. */
export interface Footer {
  readonly schema: SchemaTree;
  readonly numRows: number;
  readonly groups: readonly Group[];
}

const MAGIC = "PAR1";

/**
 * Reads a Parquet file's footer, and checks that it is of a piece: every row group has every column, in
 * bytes of its own inside the file, and the groups' rows are the file's.
 *
 * @throws FileFault if it is not.
 */
export function readFooter(bytes: Uint8Array, allowance: Allowance): Footer {
  const start = startOfFooter(bytes);
  ensure(
    endOfStruct(bytes, start, bytes.length - 8) === bytes.length - 8,
    "its footer has a wrong length.",
  );
  const metadata = parquetMetadata(bytes, { geoparquet: false });
  const isCount = (count: unknown) => Number.isInteger(count) && (count as number) >= 0;
  ensure(
    metadata.schema.every(({ num_children: count = 0 }) => isCount(count)),
    "its schema has a column of fewer than no parts.",
  );
  // A negative number of parts would send it round and round.
  markGeoColumns(metadata.schema, metadata.key_value_metadata);
  const schema = parquetSchema(metadata);
  ensure(schema.count === metadata.schema.length, "its schema has columns that belong nowhere.");
  checkNames(schema);
  const leaves = leavesOf(schema, [schema]);
  const numRows = sizeOf(metadata.num_rows, "rows");
  const groups = metadata.row_groups.map((group) => readGroup(group, leaves, start));
  const sum = groups.reduce((total, group) => total + group.numRows, 0);
  ensure(sum === numRows, `its row groups have ${sum} rows, and the file should have ${numRows}.`);
  const chunks = groups.flatMap((group) => group.chunks);
  for (const { numValues } of chunks) allowance.takeCells(numValues);
  checkApart(chunks);
  return { schema, numRows, groups };
}

function startOfFooter(bytes: Uint8Array): number {
  const magicAt = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  ensure(
    bytes.length >= 12 && magicAt(0) === MAGIC && magicAt(bytes.length - 4) === MAGIC,
    `it does not start and end with "${MAGIC}"; part of it may be missing.`,
  );
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
  ensure(length <= bytes.length - 12, `its footer is said to have ${length} bytes.`);
  return bytes.length - 8 - length;
}

/** Two columns of one name would be one. */
function checkNames({ children }: SchemaTree): void {
  const names = children.map(({ element }) => element.name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  ensure(repeated === undefined, `two columns are called ${JSON.stringify(repeated)}.`);
}

/** The paths to the columns that hold values, in order. */
function leavesOf(node: SchemaTree, path: readonly SchemaTree[]): (readonly SchemaTree[])[] {
  if (node.children.length === 0) return path.length > 1 ? [path] : [];
  return node.children.flatMap((child) => leavesOf(child, [...path, child]));
}

type RowGroup = FileMetaData["row_groups"][number];

function readGroup(
  group: RowGroup,
  leaves: readonly (readonly SchemaTree[])[],
  dataEnd: number,
): Group {
  const numRows = sizeOf(group.num_rows, "rows");
  ensure(
    group.columns.length === leaves.length,
    `a row group has ${group.columns.length} columns where the schema has ${leaves.length}.`,
  );
  const chunks = leaves.map((schemaPath, i) => readChunk(group.columns[i], schemaPath, dataEnd));
  for (const { numValues, schemaPath, meta } of chunks) {
    const isWhole = isRepeated(schemaPath) ? numValues >= numRows : numValues === numRows;
    ensure(isWhole, `column ${meta.path_in_schema} has ${numValues} values in ${numRows} rows.`);
  }
  return { numRows, chunks };
}

function readChunk(column: ColumnChunk, schemaPath: readonly SchemaTree[], dataEnd: number): Chunk {
  const meta = column.meta_data;
  ensure(!column.file_path && meta !== undefined, "it keeps columns in another file.");
  const { path, element } = schemaPath[schemaPath.length - 1];
  const name = path.join(".");
  const samePath =
    meta.path_in_schema.length === path.length &&
    path.every((part, i) => part === meta.path_in_schema[i]);
  ensure(samePath, `it has column ${meta.path_in_schema} where the schema has ${name}.`);
  ensure(
    element.type !== undefined && meta.type === element.type,
    `column ${name} is of type ${meta.type} where the schema has ${element.type}.`,
  );
  const numValues = sizeOf(meta.num_values, "values");
  // Of no values there need be no pages, and some writers say that they are nowhere.
  if (numValues === 0) return { meta, schemaPath, start: 0, end: 0, numValues };
  const start = sizeOf(meta.dictionary_page_offset || meta.data_page_offset, "bytes");
  const end = start + sizeOf(meta.total_compressed_size, "bytes");
  ensure(start >= MAGIC.length && end <= dataEnd, `column ${name} is not inside the file.`);
  return { meta, schemaPath, start, end, numValues };
}

/** A column that is read from another's bytes would have another's values. */
function checkApart(chunks: readonly Chunk[]): void {
  const inOrder = chunks.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const overlap = inOrder.find(({ start }, i) => i > 0 && start < inOrder[i - 1].end);
  ensure(overlap === undefined, `column ${overlap?.meta.path_in_schema} overlaps another.`);
}

export function isRepeated(schemaPath: readonly SchemaTree[]): boolean {
  return schemaPath.some(({ element }) => element.repetition_type === "REPEATED");
}

function sizeOf(value: unknown, what: string): number {
  const size = typeof value === "bigint" ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(size) || size < 0)
    throw new FileFault(`it claims to have ${value} ${what}.`);
  return size;
}
