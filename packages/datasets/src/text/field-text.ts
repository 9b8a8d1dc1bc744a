import type { RecordCursor } from "./record-cursor.js";

/** Reads a field as text; `undefined` if it is not of the encoding. */
export type FieldText = (record: RecordCursor, field: number) => string | undefined;

/** Reads a field as latin-1: every byte is the character of that number. */
export function latin1Field({ bytes, starts, ends }: RecordCursor, field: number): string {
  return latin1Text(bytes.subarray(starts[field], ends[field]));
}

/** Makes a reader of fields as UTF-8, which takes quotes off. */
export function utf8Fields(): FieldText {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return (record, field) => {
    const raw = record.bytes.subarray(record.starts[field], record.ends[field]);
    try {
      const text = isAscii(raw) ? latin1Text(raw) : decoder.decode(raw);
      return record.isQuoted(field) ? text.replaceAll('""', '"') : text;
    } catch {
      return undefined;
    }
  };
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] > 0x7f) return false;
  return true;
}

/** Engines limit how many arguments a call may have. */
const PIECE = 1_024;

function latin1Text(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    // Several times quicker than spreading them.
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + PIECE) as unknown as number[]);
  }
  return text;
}
