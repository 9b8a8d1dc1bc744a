import { ArrowFault } from "./arrow-fault.js";
import { FlatBuffer, type FlatTable } from "./flat-buffer.js";

/** A piece of an Arrow file: metadata, and the buffers that the metadata speaks of. */
export interface Message {
  readonly metadata: FlatBuffer;
  /** The record batch, or dictionary batch, that the metadata describes. */
  readonly header: FlatTable;
  readonly body: Uint8Array;
}

/** An Arrow file taken apart, with nothing in it read yet. */
export interface ArrowFile {
  readonly footer: FlatBuffer;
  readonly schema: FlatTable;
  readonly dictionaries: readonly Message[];
  readonly batches: readonly Message[];
}

const MAGIC = "ARROW1";
/** The version that all writers since 2020 use. */
const VERSION_5 = 4;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;
const CONTINUATION = -1;
const BLOCK_BYTES = 24;

/** Takes an Arrow IPC file apart. Its pieces must follow one another, so that none is read twice. */
export function messagesOf(bytes: Uint8Array): ArrowFile {
  const footer = new FlatBuffer(footerOf(bytes));
  const root = footer.table(0);
  checkVersion(footer, root.field(0));
  const schemaAt = root.field(1);
  if (schemaAt === undefined) throw new ArrowFault("it has no schema.");
  let end = 0;
  const messagesAt = (at: number | undefined, kind: number) =>
    footer.vector(at, BLOCK_BYTES).map((block) => {
      const start = footer.size(block);
      if (start < end) throw new ArrowFault("its record batches overlap.");
      const message = messageAt(bytes, start, kind);
      end = message.end;
      return message;
    });
  return {
    footer,
    schema: footer.table(schemaAt),
    dictionaries: messagesAt(root.field(2), DICTIONARY_BATCH),
    batches: messagesAt(root.field(3), RECORD_BATCH),
  };
}

/** The file ends with its footer, the footer's length, and the magic word that it also starts with. */
function footerOf(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - MAGIC.length - 4;
  if (end < MAGIC.length || !hasMagicAt(bytes, 0) || !hasMagicAt(bytes, end + 4)) {
    throw new ArrowFault(`it does not start and end with "${MAGIC}".`);
  }
  const length = new FlatBuffer(bytes).int32(end);
  if (length < 0 || length > end)
    throw new ArrowFault(`its footer is said to have ${length} bytes.`);
  return bytes.subarray(end - length, end);
}

function hasMagicAt(bytes: Uint8Array, at: number): boolean {
  return Array.from(MAGIC).every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

function messageAt(bytes: Uint8Array, start: number, kind: number): Message & { end: number } {
  const file = new FlatBuffer(bytes);
  if (file.int32(start) !== CONTINUATION)
    throw new ArrowFault(`no message starts at byte ${start}.`);
  const metadata = new FlatBuffer(partOf(bytes, start + 8, file.int32(start + 4)));
  const message = metadata.table(0);
  checkVersion(metadata, message.field(0));
  const kindAt = message.field(1);
  const headerAt = message.field(2);
  if (kindAt === undefined || metadata.uint8(kindAt) !== kind || headerAt === undefined) {
    throw new ArrowFault(`the message at byte ${start} is not of the kind that the footer says.`);
  }
  const bodyStart = start + 8 + file.int32(start + 4);
  const lengthAt = message.field(3);
  const length = lengthAt === undefined ? 0 : metadata.size(lengthAt);
  return {
    metadata,
    header: metadata.table(headerAt),
    body: partOf(bytes, bodyStart, length),
    end: bodyStart + length,
  };
}

function checkVersion(metadata: FlatBuffer, at: number | undefined): void {
  const version = at === undefined ? 0 : metadata.int16(at);
  if (version !== VERSION_5) {
    throw new ArrowFault(`its metadata is of version V${version + 1}; read is V5.`);
  }
}

/** @throws ArrowFault unless all of it is there. */
export function partOf(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (length < 0 || start + length > bytes.length) {
    throw new ArrowFault(`it should go on to byte ${start + length}, and has ${bytes.length}.`);
  }
  return bytes.subarray(start, start + length);
}
