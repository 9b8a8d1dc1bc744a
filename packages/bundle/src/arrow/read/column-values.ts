import { ArrowFault } from "./arrow-fault.js";
import { decodeUtf8 } from "./flat-buffer.js";
import type { Node, RecordBatch } from "./record-batch.js";
import type { ColumnType } from "./schema.js";
import { type Numbers, numbersIn, offsetsIn } from "./typed-buffers.js";

/** A column that was checked, and is made into an array when it is asked for. */
export interface ColumnValues {
  readonly length: number;
  toArray(): ArrayLike<unknown>;
}

export type Dictionaries = ReadonlyMap<number, ColumnValues>;

/** Takes the next column out of a batch. What it returns cannot fail, but for text that is no UTF-8. */
export function nextColumn(
  type: ColumnType,
  batch: RecordBatch,
  dictionaries: Dictionaries,
): ColumnValues {
  const node = batch.node();
  const isValid = validityOf(node, batch.buffer());
  const { length } = node;
  const valuesOf = (value: (row: number) => unknown): ColumnValues => ({
    length,
    toArray: () => arrayOf(length, isValid, value),
  });
  switch (type.kind) {
    case "integer":
    case "float": {
      const numbers = numbersIn(batch.buffer(), type, length);
      return isValid === undefined
        ? { length, toArray: () => numbers }
        : valuesOf((row) => numbers[row]);
    }
    case "boolean": {
      return valuesOf(bitsOf(batch.buffer(), length));
    }
    case "text": {
      const offsets = offsetsIn(batch.buffer(), length);
      const bytes = batch.buffer();
      checkOffsets(offsets, bytes.length);
      return valuesOf((row) => decodeUtf8(bytes.subarray(offsets[row], offsets[row + 1])));
    }
    case "list": {
      const offsets = offsetsIn(batch.buffer(), length);
      const items = nextColumn(type.item, batch, dictionaries);
      checkOffsets(offsets, items.length);
      const toArray = () => {
        const plain = Array.from(items.toArray());
        return arrayOf(length, isValid, (row) => plain.slice(offsets[row], offsets[row + 1]));
      };
      return { length, toArray };
    }
    case "dictionary": {
      const positions = numbersIn(batch.buffer(), INT32, length);
      const texts = dictionaries.get(type.id);
      if (texts === undefined) throw new ArrowFault(`it lacks the dictionary ${type.id}.`);
      checkPositions(positions, texts.length, isValid);
      const toArray = () => {
        const distinct = texts.toArray();
        return arrayOf(length, isValid, (row) => distinct[positions[row]]);
      };
      return { length, toArray };
    }
  }
}

/** Which values are not null; `undefined` where none is. */
type Validity = ((row: number) => boolean) | undefined;

const INT32: ColumnType & { kind: "integer" } = { kind: "integer", bits: 32, signed: true };

function validityOf({ length, nullCount }: Node, buffer: Uint8Array): Validity {
  return nullCount === 0 ? undefined : bitsOf(buffer, length);
}

function bitsOf(buffer: Uint8Array, length: number): (row: number) => boolean {
  if (buffer.length * 8 < length) throw tooShort(length);
  return (row) => (((buffer[row >>> 3] as number) >>> (row & 7)) & 1) === 1;
}

/** Offsets never fall: else few bytes could be handed out many times over. */
function checkOffsets(offsets: Int32Array, size: number): void {
  let last = 0;
  for (let i = 0; i < offsets.length; i++) {
    const offset = offsets[i];
    if (offset < last || offset > size) throw new ArrowFault("its rows point outside of its data.");
    last = offset;
  }
}

function checkPositions(positions: Numbers, size: number, isValid: Validity): void {
  for (let row = 0; row < positions.length; row++) {
    const position = positions[row];
    if ((position < 0 || position >= size) && (isValid === undefined || isValid(row))) {
      throw new ArrowFault("its rows point outside of its dictionary.");
    }
  }
}

function arrayOf(
  length: number,
  isValid: Validity,
  value: (row: number) => unknown,
): readonly unknown[] {
  const values = new Array<unknown>(length);
  for (let row = 0; row < length; row++) {
    values[row] = isValid === undefined || isValid(row) ? value(row) : null;
  }
  return values;
}

const tooShort = (length: number) =>
  new ArrowFault(`it has too few bytes for the ${length} values of a column.`);
