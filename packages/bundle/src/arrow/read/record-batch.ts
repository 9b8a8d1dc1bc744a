import { ArrowFault } from "./arrow-fault.js";
import type { FlatBuffer, FlatTable } from "./flat-buffer.js";
import { partOf } from "./messages.js";

/** How many values a column has in a batch, and how many of them are null. */
export interface Node {
  readonly length: number;
  readonly nullCount: number;
}

/**
 * Hands out the nodes and buffers of a record batch in the order in which its columns need them.
 * Buffers must follow one another in the body, so that no byte is counted twice.
 */
export class RecordBatch {
  readonly rows: number;
  readonly #metadata: FlatBuffer;
  readonly #body: Uint8Array;
  readonly #nodes: readonly number[];
  readonly #buffers: readonly number[];
  #nextNode = 0;
  #nextBuffer = 0;
  #end = 0;

  constructor(metadata: FlatBuffer, header: FlatTable, body: Uint8Array) {
    if (header.field(3) !== undefined) throw new ArrowFault("it is compressed.");
    const rowsAt = header.field(0);
    this.rows = rowsAt === undefined ? 0 : metadata.size(rowsAt);
    this.#metadata = metadata;
    this.#body = body;
    this.#nodes = metadata.vector(header.field(1), 16);
    this.#buffers = metadata.vector(header.field(2), 16);
  }

  node(): Node {
    const at = this.#nodes[this.#nextNode++];
    if (at === undefined) throw new ArrowFault("it has data for fewer columns than it names.");
    const node = { length: this.#metadata.size(at), nullCount: this.#metadata.size(at + 8) };
    if (node.nullCount > node.length) throw new ArrowFault("it has more nulls than values.");
    return node;
  }

  buffer(): Uint8Array {
    const at = this.#buffers[this.#nextBuffer++];
    if (at === undefined) throw new ArrowFault("it has data for fewer columns than it names.");
    const offset = this.#metadata.size(at);
    const length = this.#metadata.size(at + 8);
    if (offset < this.#end) throw new ArrowFault("its buffers overlap.");
    this.#end = offset + length;
    return partOf(this.#body, offset, length);
  }

  checkAllRead(): void {
    if (this.#nextNode < this.#nodes.length || this.#nextBuffer < this.#buffers.length) {
      throw new ArrowFault("it has data for more columns than it names.");
    }
  }
}
