import { Allowance } from "../allowance.js";
import { ensure } from "../file-fault.js";
import { Batch } from "./batch.js";
import { checkColumn } from "./check-column.js";
import { FlatBuffer, type FlatTable } from "./flat-buffer.js";
import {
  checkVersion,
  DICTIONARY_BATCH,
  type Message,
  messagesOf,
  RECORD_BATCH,
  SCHEMA,
} from "./messages.js";
import { readSchema, type Schema } from "./schema.js";

const MAGIC = "ARROW1";
const BLOCK_BYTES = 24;

/**
 * Checks an Arrow file or stream that may be damaged, or written to do harm, before a library reads it.
 *
 * The library trusts lengths and offsets: a damaged one can make it run for hours, take all memory, or
 * leave rows out. Here all of them are checked against the bytes there are.
 *
 * @returns how many rows it has.
 * @throws FileFault saying what is wrong.
 * @see https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc
 */
export function checkArrow(bytes: Uint8Array): number {
  const allowance = new Allowance(bytes.length);
  const { schema, messages } = hasMagicAt(bytes, 0) ? fileOf(bytes) : streamOf(bytes);
  const dictionaries = new Map<number, number>();
  let rows = 0;
  for (const message of messages) {
    if (message.kind === RECORD_BATCH) {
      rows += checkRecords(schema, new Batch(message, allowance), dictionaries);
    } else {
      checkDictionary(schema, message, { dictionaries, allowance });
    }
  }
  return rows;
}

interface Parts {
  readonly schema: Schema;
  /** Batches and dictionaries, in order. */
  readonly messages: readonly Message[];
}

function streamOf(bytes: Uint8Array): Parts {
  const all = messagesOf(bytes, { start: 0, end: bytes.length, needsEnd: true });
  const [first, ...messages] = all;
  ensure(first?.kind === SCHEMA, "it does not begin with a schema.");
  ensure(!messages.some(({ kind }) => kind === SCHEMA), "it has more than one schema.");
  return { schema: readSchema(first.metadata, first.header), messages };
}

/** A file is a stream between magic words, and a footer that says where the stream's messages are. */
function fileOf(bytes: Uint8Array): Parts {
  const footerEnd = bytes.length - MAGIC.length - 4;
  ensure(footerEnd > MAGIC.length && hasMagicAt(bytes, footerEnd + 4), NO_MAGIC);
  const footerLength = new FlatBuffer(bytes).int32(footerEnd);
  ensure(
    footerLength > 0 && footerLength <= footerEnd - MAGIC.length,
    `its footer is said to have ${footerLength} bytes.`,
  );
  const footerStart = footerEnd - footerLength;
  const footer = new FlatBuffer(bytes.subarray(footerStart, footerEnd));
  const root = footer.table(0);
  const versionAt = root.field(0);
  const schemaAt = root.field(1);
  checkVersion(versionAt === undefined ? 0 : footer.int16(versionAt));
  ensure(schemaAt !== undefined, "it has no schema.");
  const schema = readSchema(footer, footer.table(schemaAt));
  const start = startOfMessages(bytes, { footer, root, footerStart });
  const all = messagesOf(bytes, { start, end: footerStart, needsEnd: false });
  const messages = all.filter(({ kind }) => kind !== SCHEMA);
  checkBlocks(footer, root, messages);
  return { schema, messages };
}

const NO_MAGIC = `it does not start and end with "${MAGIC}"; part of it may be missing.`;

function hasMagicAt(bytes: Uint8Array, at: number): boolean {
  return Array.from(MAGIC).every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

/**
 * The first message begins at a multiple of eight; some writers leave zeros before it. Others begin with a
 * schema that is no message, or with messages of before 2019 that cannot be told from it: there, the first
 * message is the first that the footer names.
 */
function startOfMessages(
  bytes: Uint8Array,
  { footer, root, footerStart }: { footer: FlatBuffer; root: FlatTable; footerStart: number },
): number {
  for (let at = 8; at + 8 <= footerStart; at += 8) {
    const eight = bytes.subarray(at, at + 8);
    if (eight.every((byte) => byte === 0)) continue;
    if (eight.subarray(0, 4).every((byte) => byte === 0xff)) return at;
    break;
  }
  const firsts = [2, 3].flatMap((slot) => blocksAt(footer, root.field(slot)).slice(0, 1));
  return Math.min(footerStart, ...firsts);
}

function blocksAt(footer: FlatBuffer, at: number | undefined): number[] {
  return footer.vector(at, BLOCK_BYTES).map((block) => footer.size(block));
}

/** Messages that the footer leaves out would be rows that are left out. */
function checkBlocks(footer: FlatBuffer, root: FlatTable, messages: readonly Message[]): void {
  for (const [slot, kind] of [
    [2, DICTIONARY_BATCH],
    [3, RECORD_BATCH],
  ] as const) {
    const blocks = blocksAt(footer, root.field(slot));
    const there = messages.filter((message) => message.kind === kind);
    const isSame = blocks.length === there.length && blocks.every((at, i) => at === there[i].start);
    ensure(isSame, "its footer does not name the batches that are in it.");
  }
  const pairs = root.field(4);
  ensure(footer.vector(pairs, 4).length * 8 <= footer.length, "its columns' metadata overlap.");
}

function checkRecords(
  { columns }: Schema,
  batch: Batch,
  dictionaries: ReadonlyMap<number, number>,
): number {
  for (const layout of columns) {
    const length = checkColumn(layout, batch, dictionaries);
    ensure(length === batch.rows, `a column has ${length} values in ${batch.rows} rows.`);
  }
  batch.checkAllRead();
  return batch.rows;
}

function checkDictionary(
  schema: Schema,
  message: Message,
  {
    dictionaries,
    allowance,
  }: { readonly dictionaries: Map<number, number>; readonly allowance: Allowance },
): void {
  const { metadata, header } = message;
  const idAt = header.field(0);
  const dataAt = header.field(1);
  const isDeltaAt = header.field(2);
  const id = idAt === undefined ? 0 : metadata.size(idAt);
  const layout = schema.dictionaries.get(id);
  ensure(
    layout !== undefined && dataAt !== undefined,
    `its dictionary ${id} belongs to no column.`,
  );
  const batch = new Batch({ ...message, header: metadata.table(dataAt) }, allowance);
  const length = checkColumn(layout, batch, dictionaries);
  ensure(length === batch.rows, `a dictionary has ${length} values where it says ${batch.rows}.`);
  batch.checkAllRead();
  const isDelta = isDeltaAt !== undefined && metadata.uint8(isDeltaAt) !== 0;
  dictionaries.set(id, length + (isDelta ? (dictionaries.get(id) ?? 0) : 0));
}
