const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Walks over the lines of a file, without copying. Lines may end in LF or CRLF; empty lines at the
 * end of the file are left out.
 *
 * After a `next()` that returned true, the line is `bytes[start … end)`.
 */
export class LineCursor {
  readonly bytes: Uint8Array;
  start = 0;
  end = 0;
  /** Counted from 1. */
  number = 0;
  /** True in the last line, if the file stops there without a line end. */
  isCutOff = false;
  #next = 0;
  readonly #stop: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    let stop = bytes.length;
    while (stop > 0 && (bytes[stop - 1] === LINE_FEED || bytes[stop - 1] === CARRIAGE_RETURN)) {
      stop--;
    }
    this.#stop = stop;
  }

  next(): boolean {
    if (this.#next >= this.#stop) return false;
    const { bytes } = this;
    this.start = this.#next;
    this.number++;
    let end = this.start;
    while (end < bytes.length && bytes[end] !== LINE_FEED) end++;
    this.isCutOff = end === bytes.length;
    this.#next = end + 1;
    this.end = end > this.start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    return true;
  }

  /** The line as text: every byte is the character of that number, which is what latin-1 means. */
  text(): string {
    let text = "";
    for (let at = this.start; at < this.end; at++) text += String.fromCharCode(this.bytes[at]);
    return text;
  }
}

/** How many lines there can be at most. */
export function countLines(bytes: Uint8Array): number {
  let lines = 1;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === LINE_FEED) lines++;
  return lines;
}
