import type { NamedFile } from "../sources/file-set.js";
import { Faults } from "./faults.js";

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Checks that a file can be latin-1 text. Any byte is some latin-1 character, so this looks for
 * what gives other encodings away: a byte order mark, a NUL or another control character (UTF-16,
 * Windows-1252, no text at all), and byte sequences that are well-formed UTF-8.
 *
 * @throws DatasetError naming the first line that cannot be latin-1.
 */
export function checkLatin1(file: NamedFile): void {
  checkNoByteOrderMark(file);
  const { bytes, path } = file;
  const faults = new Faults(path);
  let line = 1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LINE_FEED) line++;
    else if (byte >= 0x80 && utf8Length(bytes, at) > 0) {
      faults.add(line, "UTF-8", () => "is UTF-8 text; expected latin-1, as GroupLens ships it.");
      at += utf8Length(bytes, at) - 1;
    } else if (isControl(byte)) {
      faults.add(
        line,
        "control",
        () => `holds the control character 0x${byte.toString(16)}; expected latin-1 text.`,
      );
    }
  }
  faults.throwIfAny();
}

/** @throws DatasetError if the file starts with the byte order mark of a Unicode encoding. */
export function checkNoByteOrderMark({ bytes, path }: NamedFile): void {
  const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!isUtf8 && !isUtf16) return;
  const faults = new Faults(path);
  const found = isUtf8 ? "UTF-8" : "UTF-16";
  faults.add(1, "mark", () => `starts with the byte order mark of ${found}; expected latin-1.`);
  faults.throwIfAny();
}

function isControl(byte: number): boolean {
  const isSpacing = byte === TAB || byte === CARRIAGE_RETURN;
  return (byte < 0x20 && !isSpacing) || (byte >= 0x7f && byte < 0xa0);
}

/** How many bytes the multi-byte UTF-8 sequence at `at` has, or 0 where there is none. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  return length;
}
