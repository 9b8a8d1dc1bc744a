import { ConfigError, checkOneOf, shown } from "@towerkit/core";
import { readLocation } from "#platform";
import { isTable } from "../table.js";
import type { ByteChunks } from "../text/byte-chunks.js";
import { eachChunk } from "../text/byte-chunks.js";
import type { RawTable } from "./raw-table.js";
import { readArrow } from "./read-arrow.js";
import { readCsv } from "./read-csv.js";
import { readParquet } from "./read-parquet.js";
import { columnsOfRows, columnsOfTable } from "./read-rows.js";

const FORMATS = ["csv", "parquet", "arrow"] as const;

/** The kinds of file that can be read. */
export type InteractionsFormat = (typeof FORMATS)[number];

/**
 * Where interactions come from: the path or URL of a file, a file's bytes, a table, or rows.
 */
export type InteractionsSource =
  | string
  | URL
  | ArrayBuffer
  | Uint8Array
  | Blob
  | { numRows(): number; columnNames(): string[]; array(name: string): ArrayLike<unknown> }
  | Iterable<Readonly<Record<string, unknown>>>;

export interface ReadOptions {
  readonly format: InteractionsFormat | undefined;
  readonly separator: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Reads all columns of a source. */
export async function readSource(
  source: InteractionsSource,
  { format, separator, signal }: ReadOptions,
): Promise<RawTable> {
  if (format !== undefined) checkOneOf("format", format, FORMATS);
  signal?.throwIfAborted();
  if (isTable(source)) return columnsOfTable(source);
  const file = await openFile(source);
  if (file === undefined) {
    if (isIterable(source)) return columnsOfRows(source);
    throw new ConfigError(
      `source must be a path, a URL, a file's bytes, a table or rows, got ${shown(source)}.`,
    );
  }
  const { name } = file;
  const { first, chunks } = await peek(file.chunks, signal);
  switch (format ?? formatOf(first)) {
    case "parquet":
      return readParquet(await allBytes(chunks), name);
    case "arrow":
      return readArrow(await allBytes(chunks), name);
    default:
      return readCsv(chunks, { name, ...(separator !== undefined && { separator }) });
  }
}

interface OpenFile {
  readonly name: string;
  readonly chunks: ByteChunks;
}

async function openFile(source: unknown): Promise<OpenFile | undefined> {
  if (typeof source === "string" || source instanceof URL) {
    return { name: String(source), chunks: await readLocation(source) };
  }
  if (source instanceof Uint8Array) return { name: "the source", chunks: source };
  if (source instanceof ArrayBuffer) {
    return { name: "the source", chunks: new Uint8Array(source) };
  }
  if (typeof Blob === "function" && source instanceof Blob) {
    const name = (source as Partial<File>).name ?? "the source";
    return { name, chunks: new Uint8Array(await source.arrayBuffer()) };
  }
  return undefined;
}

function isIterable(value: unknown): value is Iterable<Readonly<Record<string, unknown>>> {
  return typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === "function";
}

/** The first piece, and all pieces including it. */
async function peek(
  chunks: ByteChunks,
  signal: AbortSignal | undefined,
): Promise<{ first: Uint8Array; chunks: ByteChunks }> {
  if (chunks instanceof Uint8Array) return { first: chunks, chunks };
  const rest = toAsync(eachChunk(chunks), signal);
  const { value } = await rest.next();
  const first = value ?? new Uint8Array();
  async function* all() {
    yield first;
    yield* rest;
  }
  return { first, chunks: all() };
}

async function* toAsync(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

function formatOf(first: Uint8Array): InteractionsFormat {
  const start = String.fromCharCode(...first.subarray(0, 6));
  if (start.startsWith("PAR1")) return "parquet";
  if (start === "ARROW1" || start.startsWith("\xff\xff\xff\xff")) return "arrow";
  return "csv";
}

async function allBytes(chunks: ByteChunks): Promise<Uint8Array> {
  if (chunks instanceof Uint8Array) return chunks;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of eachChunk(chunks)) {
    parts.push(part);
    length += part.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
