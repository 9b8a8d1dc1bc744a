import { FileFault } from "./file-fault.js";

/** Cells (a value of one row and column) that any file may have: 32 million. */
const CELLS = 2 ** 25;
const CELLS_PER_BYTE = 256;
/** Unpacked bytes that any file may have: a quarter of a gigabyte. */
const BYTES = 2 ** 28;
/** What deflate can reach at most, rounded up. */
const BYTES_PER_BYTE = 1040;

/**
 * How much a file may grow into when it is read.
 *
 * A run of one value takes a few bytes however long it is, and so does a page of zeros: their lengths
 * cannot be checked against the bytes that they take. What a file claims is added up here before
 * anything is made of it. Files of any honest size stay far below; a few bytes that claim billions do not.
 */
export class Allowance {
  #cells: number;
  #bytes: number;

  constructor(fileBytes: number) {
    this.#cells = CELLS + CELLS_PER_BYTE * fileBytes;
    this.#bytes = BYTES + BYTES_PER_BYTE * fileBytes;
  }

  /** @throws FileFault if the file claims too many values for its size. */
  takeCells(count: number): void {
    this.#cells -= count;
    if (!(this.#cells >= 0))
      throw new FileFault("it claims more values than a file of its size can hold.");
  }

  /** @throws FileFault if the file claims to unpack to too many bytes for its size. */
  takeBytes(count: number): void {
    this.#bytes -= count;
    if (!(this.#bytes >= 0))
      throw new FileFault("it claims to unpack to more bytes than a file of its size can.");
  }
}
