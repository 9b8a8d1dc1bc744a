import type { Allowance } from "../allowance.js";
import { ensure } from "../file-fault.js";
import type { FlatBuffer, FlatTable } from "./flat-buffer.js";
import { partOf } from "./messages.js";

export interface Node {
  readonly length: number;
  readonly nullCount: number;
}

export interface BatchParts {
  readonly metadata: FlatBuffer;
  readonly header: FlatTable;
  readonly body: Uint8Array;
  readonly version: number;
}

/**
 * Hands out the nodes and buffers of a record batch in the order in which its columns need them.
 * Buffers must follow one another in the body, so that no byte is counted twice.
 */
export class Batch {
  readonly rows: number;
  readonly version: number;
  readonly #metadata: FlatBuffer;
  readonly #body: Uint8Array;
  readonly #allowance: Allowance;
  readonly #nodes: readonly number[];
  readonly #buffers: readonly number[];
  readonly #variadic: readonly number[];
  #nextNode = 0;
  #nextBuffer = 0;
  #nextVariadic = 0;
  #end = 0;

  constructor({ metadata, header, body, version }: BatchParts, allowance: Allowance) {
    ensure(header.field(3) === undefined, "its buffers are compressed, which cannot be read.");
    const rowsAt = header.field(0);
    this.rows = rowsAt === undefined ? 0 : metadata.size(rowsAt);
    this.version = version;
    this.#metadata = metadata;
    this.#body = body;
    this.#allowance = allowance;
    this.#nodes = metadata.vector(header.field(1), 16);
    this.#buffers = metadata.vector(header.field(2), 16);
    this.#variadic = metadata.vector(header.field(4), 8);
  }

  node(): Node {
    const at = this.#nodes[this.#nextNode++];
    ensure(at !== undefined, TOO_FEW);
    const node = { length: this.#metadata.size(at), nullCount: this.#metadata.size(at + 8) };
    ensure(node.nullCount <= node.length, "it has more nulls than values.");
    this.#allowance.takeCells(node.length);
    return node;
  }

  buffer(): Uint8Array {
    const at = this.#buffers[this.#nextBuffer++];
    ensure(at !== undefined, TOO_FEW);
    const offset = this.#metadata.size(at);
    const length = this.#metadata.size(at + 8);
    const buffer = partOf(this.#body, offset, length);
    if (length > 0) {
      ensure(offset >= this.#end, "its buffers overlap.");
      this.#end = offset + length;
    }
    return buffer;
  }

  /** The buffers of texts too long for their view. */
  variadicBuffers(): readonly Uint8Array[] {
    const at = this.#variadic[this.#nextVariadic++];
    ensure(at !== undefined, TOO_FEW);
    const length = this.#metadata.size(at);
    ensure(length <= this.#buffers.length, TOO_FEW);
    return Array.from({ length }, () => this.buffer());
  }

  takeBytes(count: number): void {
    this.#allowance.takeBytes(count);
  }

  takeCells(count: number): void {
    this.#allowance.takeCells(count);
  }

  checkAllRead(): void {
    const isRead =
      this.#nextNode === this.#nodes.length &&
      this.#nextBuffer === this.#buffers.length &&
      this.#nextVariadic === this.#variadic.length;
    ensure(isRead, "it has data for more columns than it names.");
  }
}

const TOO_FEW = "it has data for fewer columns than it names.";
