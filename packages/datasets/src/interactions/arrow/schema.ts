import { ensure } from "../file-fault.js";
import type { FlatBuffer, FlatTable } from "./flat-buffer.js";
import { integerOf, type Layout, layoutOf } from "./layout.js";

export interface Schema {
  readonly columns: readonly Layout[];
  /** The values of dictionaries, by the dictionary's number. */
  readonly dictionaries: ReadonlyMap<number, Layout>;
}

const MAX_DEPTH = 64;

/**
 * Reads how the columns lie in the file.
 *
 * @throws FileFault for a schema that leaves its bytes, or that has a type Arrow does not have.
 */
export function readSchema(metadata: FlatBuffer, schema: FlatTable): Schema {
  const endiannessAt = schema.field(0);
  const isLittle = endiannessAt === undefined || metadata.int16(endiannessAt) === 0;
  ensure(isLittle, "it is big-endian, which cannot be read.");
  const reader = new SchemaReader(metadata);
  const at = metadata.vector(schema.field(1), 4);
  const columns = at.map((fieldAt) => reader.field(fieldAt, 0));
  const names = at.map((fieldAt) => metadata.string(metadata.table(fieldAt).field(0) as number));
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  ensure(repeated === undefined, `two columns are called ${JSON.stringify(repeated)}.`);
  reader.custom(schema.field(2));
  return { columns, dictionaries: reader.dictionaries };
}

class SchemaReader {
  readonly dictionaries = new Map<number, Layout>();
  readonly #metadata: FlatBuffer;
  /** Fields and texts may all point to the same bytes, and so be far more than there are bytes. */
  #left: number;

  constructor(metadata: FlatBuffer) {
    this.#metadata = metadata;
    this.#left = metadata.length;
  }

  field(at: number, depth: number): Layout {
    ensure(depth < MAX_DEPTH, "its columns nest too deeply.");
    const metadata = this.#metadata;
    const field = metadata.table(at);
    const nameAt = field.field(0);
    ensure(nameAt !== undefined || depth > 0, "it has a column without a name.");
    this.#take(8);
    this.#takeText(nameAt);
    this.custom(field.field(6));
    const childrenAt = metadata.vector(field.field(5), 4);
    const children = childrenAt.map((childAt) => this.field(childAt, depth + 1));
    const numberAt = field.field(2);
    const typeAt = field.field(3);
    const layout = layoutOf(metadata, numberAt === undefined ? 0 : metadata.uint8(numberAt), {
      type: typeAt === undefined ? undefined : metadata.table(typeAt),
      children,
    });
    const dictionaryAt = field.field(4);
    return dictionaryAt === undefined ? layout : this.#dictionary(dictionaryAt, layout);
  }

  /** Key and value pairs, which nothing here needs but the library reads. */
  custom(at: number | undefined): void {
    for (const pairAt of this.#metadata.vector(at, 4)) {
      const pair = this.#metadata.table(pairAt);
      this.#takeText(pair.field(0));
      this.#takeText(pair.field(1));
    }
  }

  #dictionary(at: number, values: Layout): Layout {
    const metadata = this.#metadata;
    const dictionary = metadata.table(at);
    const idAt = dictionary.field(0);
    const indexAt = dictionary.field(1);
    const id = idAt === undefined ? 0 : metadata.size(idAt);
    const known = this.dictionaries.get(id);
    const isSame = known === undefined || JSON.stringify(known) === JSON.stringify(values);
    ensure(isSame, `its dictionary ${id} is of two types.`);
    this.dictionaries.set(id, values);
    const { bytes, isSigned } =
      indexAt === undefined
        ? { bytes: 4, isSigned: true }
        : integerOf(metadata, metadata.table(indexAt));
    return { kind: "dictionary", id, bytes, isSigned };
  }

  #takeText(at: number | undefined): void {
    if (at !== undefined) this.#take(this.#metadata.stringLength(at));
  }

  #take(bytes: number): void {
    this.#left -= bytes;
    ensure(this.#left >= 0, "its columns' metadata overlap.");
  }
}
