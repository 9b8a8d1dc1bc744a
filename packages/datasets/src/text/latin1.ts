import type { RecordCursor } from "./record-cursor.js";

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export interface EncodingFault {
  readonly kind: string;
  readonly describe: () => string;
}

/**
 * Tells why a record cannot be latin-1 text, or `undefined` if it can. Any byte is some latin-1
 * character, so this looks for what gives other encodings away: a NUL or another control character
 * (UTF-16, Windows-1252, no text at all), and byte sequences that are well-formed UTF-8.
 */
export function latin1Fault(record: RecordCursor): EncodingFault | undefined {
  const { bytes } = record;
  const end = record.ends[record.numFields - 1];
  for (let at = record.starts[0]; at < end; at++) {
    const byte = bytes[at];
    if (byte >= 0x20 && byte < 0x7f) continue;
    if (byte >= 0x80 && utf8Length(bytes, at) > 0) return UTF8;
    if (isControl(byte)) return control(byte);
  }
  return undefined;
}

const UTF8: EncodingFault = {
  kind: "UTF-8",
  describe: () => "is UTF-8 text; expected latin-1, as GroupLens ships it.",
};

function control(byte: number): EncodingFault {
  return {
    kind: "control",
    describe: () => `holds the control character 0x${byte.toString(16)}; expected latin-1 text.`,
  };
}

function isControl(byte: number): boolean {
  const isSpacing = byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN;
  return (byte < 0x20 && !isSpacing) || (byte >= 0x7f && byte < 0xa0);
}

/** How many bytes the multi-byte UTF-8 sequence at `at` has, or 0 where there is none. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  return length;
}
