const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;

/** How a file parts its records into fields. */
export interface RecordSyntax {
  /** One or two ASCII characters. */
  readonly separator: string;
  /** Whether a field may be wrapped in `"`, and then hold separators, line ends and `""`. */
  readonly quotes: boolean;
}

/** What is wrong with a record's quotes. */
export type QuoteFault = "none" | "unclosed" | "text after";

/**
 * Walks over the records of a file that comes in pieces, without a string or an object for each.
 * Records end in LF or CRLF; empty lines at the end of the file are left out, and elsewhere are
 * records of one empty field.
 *
 * After a `next()` that returned true, field `i` is `bytes[starts[i] … ends[i])`, until the next
 * call. A `next()` that returned false wants another `push`, or `finish`.
 */
export class RecordCursor {
  bytes: Uint8Array = new Uint8Array(0);
  numFields = 0;
  starts = new Int32Array(32);
  ends = new Int32Array(32);
  /** The line on which the record starts, counted from 1. */
  line = 0;
  /** True in the last record, if the file stops there without a line end. */
  isCutOff = false;
  quoteFault: QuoteFault = "none";
  readonly #first: number;
  /** The separator's second byte, or -1. */
  readonly #second: number;
  readonly #quotes: boolean;
  #at = 0;
  #end = 0;
  #pushed = 0;
  #nextLine = 1;
  #linesInQuotes = 0;
  #isFinished = false;
  /** Empty lines that count only if something follows. */
  #heldBack = 0;
  #isReleasing = false;

  constructor({ separator, quotes }: RecordSyntax) {
    this.#first = separator.charCodeAt(0);
    this.#second = separator.length > 1 ? separator.charCodeAt(1) : -1;
    this.#quotes = quotes;
  }

  /** How many bytes wait for the end of their record. */
  get pendingBytes(): number {
    return this.#end - this.#at;
  }

  /** The line after those of the last record. */
  get nextLine(): number {
    return this.#nextLine;
  }

  /** Whether a field is wrapped in quotes, so that `""` in it stands for one quote. */
  isQuoted(field: number): boolean {
    // Before a field without quotes stands a separator, a line end or nothing.
    return this.#quotes && this.bytes[this.starts[field] - 1] === QUOTE;
  }

  /** How many bytes lie before the next record. */
  get consumedBytes(): number {
    return this.#pushed - this.pendingBytes;
  }

  /** Takes in a copy of the next piece. */
  push(chunk: Uint8Array): void {
    const pending = this.pendingBytes;
    const length = pending + chunk.length;
    const isRoomy = length <= this.bytes.length;
    const target = isRoomy ? this.bytes : new Uint8Array(Math.max(length, 2 * this.bytes.length));
    target.set(this.bytes.subarray(this.#at, this.#end));
    target.set(chunk, pending);
    this.bytes = target;
    this.#at = 0;
    this.#end = length;
    this.#pushed += chunk.length;
  }

  /** Says that there are no more pieces. */
  finish(): void {
    this.#isFinished = true;
  }

  next(): boolean {
    if (this.#isReleasing) return this.#releaseEmptyLine();
    for (;;) {
      const after = this.#scan();
      if (after < 0) return false;
      if (this.starts[0] === this.ends[0] && this.#isEmptyLine(after)) {
        this.#heldBack++;
        this.#at = after;
        continue;
      }
      if (this.#heldBack > 0) {
        this.#isReleasing = true;
        return this.#releaseEmptyLine();
      }
      this.#accept(after);
      return true;
    }
  }

  #isEmptyLine(after: number): boolean {
    const first = this.bytes[this.#at];
    const length = after - this.#at;
    return (first === LINE_FEED && length === 1) || (first === CARRIAGE_RETURN && length <= 2);
  }

  #releaseEmptyLine(): boolean {
    if (this.#heldBack === 0) {
      this.#isReleasing = false;
      return this.next();
    }
    this.#heldBack--;
    this.line = this.#nextLine++;
    this.numFields = 1;
    this.starts[0] = this.ends[0] = this.#at;
    this.isCutOff = false;
    this.quoteFault = "none";
    return true;
  }

  #accept(after: number): void {
    this.line = this.#nextLine;
    this.#nextLine += 1 + this.#linesInQuotes;
    this.#at = after;
  }

  /** Finds the fields of the record at `#at`; returns where the next starts, or -1 if it is not all there. */
  #scan(): number {
    const { bytes } = this;
    const end = this.#end;
    const first = this.#first;
    const second = this.#second;
    this.numFields = 0;
    this.quoteFault = "none";
    this.isCutOff = false;
    this.#linesInQuotes = 0;
    let at = this.#at;
    if (at >= end) return -1;
    for (;;) {
      let start = at;
      let stop = -1;
      if (this.#quotes && at < end && bytes[at] === QUOTE) {
        start = at + 1;
        stop = this.#closingQuote(start);
        if (stop < 0) {
          if (!this.#isFinished) return -1;
          this.quoteFault = "unclosed";
          stop = at = end;
        } else {
          at = stop + 1;
        }
      }
      const unquotedFrom = at;
      while (at < end) {
        const byte = bytes[at];
        if (byte === LINE_FEED) break;
        if (byte === first && (second < 0 || (at + 1 < end && bytes[at + 1] === second))) break;
        at++;
      }
      const isLast = at >= end || bytes[at] === LINE_FEED;
      if (at >= end && !this.#isFinished) return -1;
      let textEnd = at;
      if (isLast && textEnd > unquotedFrom && bytes[textEnd - 1] === CARRIAGE_RETURN) textEnd--;
      if (stop < 0) stop = textEnd;
      else if (textEnd > unquotedFrom) this.quoteFault = "text after";
      this.#addField(start, stop);
      if (isLast) {
        this.isCutOff = at >= end;
        return Math.min(at + 1, end);
      }
      at += second < 0 ? 1 : 2;
    }
  }

  /** Where the quote is that closes a field, or -1 if it is not there. */
  #closingQuote(from: number): number {
    const { bytes } = this;
    const end = this.#end;
    for (let at = from; at < end; at++) {
      const byte = bytes[at];
      if (byte === LINE_FEED) this.#linesInQuotes++;
      if (byte !== QUOTE) continue;
      if (at + 1 === end && !this.#isFinished) return -1;
      if (at + 1 === end || bytes[at + 1] !== QUOTE) return at;
      at++;
    }
    return -1;
  }

  #addField(start: number, end: number): void {
    const field = this.numFields++;
    if (field === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    this.starts[field] = start;
    this.ends[field] = end;
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
