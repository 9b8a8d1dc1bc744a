import { ensure } from "../file-fault.js";
import { FlatBuffer, type FlatTable } from "./flat-buffer.js";

/** A piece of an Arrow file: metadata, and the buffers that the metadata speaks of. */
export interface Message {
  readonly kind: number;
  /** Arrow's number for the version of the format: 3 is V4, 4 is V5. */
  readonly version: number;
  readonly metadata: FlatBuffer;
  readonly header: FlatTable;
  readonly body: Uint8Array;
  /** Where it starts in the file. */
  readonly start: number;
}

export const SCHEMA = 1;
export const DICTIONARY_BATCH = 2;
export const RECORD_BATCH = 3;

const CONTINUATION = -1;

/**
 * Takes a stream apart. It must end with its end mark: without it, rows that were cut off would not be
 * missed. Nothing may follow but padding, and end marks again.
 *
 * @param end - where the stream must have ended: an Arrow file has a footer after it.
 * @throws FileFault if a message leaves the bytes, or the end mark is missing.
 * @see https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
 */
export function messagesOf(
  bytes: Uint8Array,
  { start, end, needsEnd }: { start: number; end: number; needsEnd: boolean },
): readonly Message[] {
  const file = new FlatBuffer(bytes.subarray(0, end));
  const messages: Message[] = [];
  let at = start;
  for (;;) {
    if (at + 4 > end) {
      ensure(!needsEnd && at === end, "it ends without its end mark, so rows may be missing.");
      return messages;
    }
    const first = file.int32(at);
    const metadataStart = at + (first === CONTINUATION ? 8 : 4);
    const length = first === CONTINUATION ? file.int32(at + 4) : first;
    if (length === 0) {
      const rest = bytes.subarray(metadataStart, end);
      ensure(rest.every(isPadding), `it goes on after its end, at byte ${metadataStart}.`);
      return messages;
    }
    const message = messageAt(bytes.subarray(0, end), { start: at, metadataStart, length });
    messages.push(message);
    at = metadataStart + length + message.body.length;
  }
}

/** An end mark is ones and zeros. */
const isPadding = (byte: number) => byte === 0 || byte === 0xff;

function messageAt(
  bytes: Uint8Array,
  { start, metadataStart, length }: { start: number; metadataStart: number; length: number },
): Message {
  const metadata = new FlatBuffer(partOf(bytes, metadataStart, length));
  const root = metadata.table(0);
  const versionAt = root.field(0);
  const kindAt = root.field(1);
  const headerAt = root.field(2);
  const lengthAt = root.field(3);
  const where = `the message at byte ${start}`;
  ensure(headerAt !== undefined && kindAt !== undefined, `${where} has nothing in it.`);
  const version = checkVersion(versionAt === undefined ? 0 : metadata.int16(versionAt));
  const kind = metadata.uint8(kindAt);
  ensure(kind >= SCHEMA && kind <= RECORD_BATCH, `${where} is of the unknown kind ${kind}.`);
  const bodyLength = lengthAt === undefined ? 0 : metadata.size(lengthAt);
  const body = partOf(bytes, metadataStart + length, bodyLength);
  ensure(kind !== SCHEMA || bodyLength === 0, `${where} has data where there can be none.`);
  return { kind, version, metadata, header: metadata.table(headerAt), body, start };
}

/** Before V4, of 2017, buffers were described in another way. */
export function checkVersion(version: number): number {
  ensure(version === 3 || version === 4, `it is of version V${version + 1}; read are V4 and V5.`);
  return version;
}

/** @throws FileFault unless all of it is there. */
export function partOf(bytes: Uint8Array, start: number, length: number): Uint8Array {
  ensure(
    length >= 0 && start + length <= bytes.length,
    `it should go on to byte ${start + length}, and has ${bytes.length}.`,
  );
  return bytes.subarray(start, start + length);
}
