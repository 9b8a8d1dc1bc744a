import { ConfigError, checkInteger, shown } from "@towerkit/core";
import { defaultRuntime, type Runtime } from "@towerkit/kernels";
import type { Id } from "../id.js";
import { decodeExactIndex, encodeExactIndex } from "./exact-index-bytes.js";
import { searchExactly } from "./exact-search.js";
import { GrowingMatrix } from "./growing-matrix.js";
import { IdRows } from "./id-rows.js";
import { checkIds, checkItems, checkQuery } from "./index-checks.js";
import { Turns } from "./turns.js";
import type { Index, IndexMatches, IndexQueryOptions } from "./vector-index.js";

/** How an exact index is made. */
export interface ExactIndexOptions {
  /** How many values a vector has, a whole number from 1. */
  readonly dim: number;
  /** What holds and scores the vectors. Default: the shared runtime of this process. */
  readonly runtime?: Runtime | undefined;
}

/**
 * Makes an empty index that compares each query with every item.
 *
 * A query costs one pass over all vectors, 4 × dim bytes an item, and up to 32 queries share one. Scores
 * are looked through as they are made, and never held all at once. `only` is scored alone.
 * @throws ConfigError if `dim` is not a whole number from 1.
 * @example
 * const index = exactIndex({ dim: 2 });
 * await index.add(["a", "b"], Float32Array.of(1, 0, 0, 1));
 * const { ids, scores } = await index.query(Float32Array.of(3, 2), { k: 1 }); // [["a"]], [[3]]
 */
export function exactIndex(options: ExactIndexOptions): Index {
  return new ExactIndex(options);
}

/**
 * Reads an exact index back from what its `save` gave.
 * @throws BundleError if the bytes are damaged, or something else.
 */
export async function loadExactIndex(
  bytes: Uint8Array,
  options: { readonly runtime?: Runtime | undefined } = {},
): Promise<Index> {
  const { dim, ids, vectors } = decodeExactIndex(bytes);
  const index = new ExactIndex({ dim, runtime: options.runtime });
  await index.add(ids, vectors);
  return index;
}

class ExactIndex implements Index {
  readonly isExact = true;
  readonly dim: number;
  readonly #runtime: Runtime | undefined;
  readonly #turns = new Turns();
  readonly #items = new IdRows();
  #matrix: GrowingMatrix | undefined;

  constructor({ dim, runtime }: ExactIndexOptions) {
    this.dim = checkInteger("dim", dim, 1);
    this.#runtime = runtime;
  }

  get size(): number {
    return this.#items.size;
  }

  has(id: Id): boolean {
    return this.#items.has(id);
  }

  vector(id: Id): Float32Array | undefined {
    const row = this.#items.row(id);
    if (row === undefined) return undefined;
    return this.#matrix?.view().slice(row * this.dim, (row + 1) * this.dim);
  }

  async add(ids: readonly Id[], vectors: Float32Array): Promise<void> {
    checkItems(ids, vectors, this.dim);
    return this.#inTurn((matrix) => {
      this.#refuseHeld(ids);
      matrix.append(vectors);
      this.#items.append(ids);
    });
  }

  async upsert(ids: readonly Id[], vectors: Float32Array): Promise<void> {
    checkItems(ids, vectors, this.dim);
    return this.#inTurn((matrix) => {
      const added: Id[] = [];
      const addedVectors = new Float32Array(vectors.length);
      const replaced: { row: number; vector: Float32Array }[] = [];
      for (const [i, id] of ids.entries()) {
        const row = this.#items.row(id);
        const vector = vectors.subarray(i * this.dim, (i + 1) * this.dim);
        if (row === undefined) addedVectors.set(vector, this.dim * (added.push(id) - 1));
        else replaced.push({ row, vector });
      }
      // What can fail for want of memory comes first, while nothing has changed yet.
      matrix.append(addedVectors.subarray(0, added.length * this.dim));
      for (const { row, vector } of replaced) matrix.replace(row, vector);
      this.#items.append(added);
    });
  }

  async remove(ids: readonly Id[]): Promise<void> {
    checkIds("ids", ids);
    return this.#inTurn((matrix) => {
      if (ids.some((id) => this.#items.has(id))) matrix.keep(this.#items.remove(ids));
    });
  }

  async query(vectors: Float32Array, options: IndexQueryOptions): Promise<IndexMatches> {
    checkQuery(vectors, options, this.dim);
    return this.#inTurn((matrix) =>
      searchExactly({ items: this.#items, matrix }, vectors, options),
    );
  }

  async save(): Promise<Uint8Array> {
    return this.#inTurn((matrix) =>
      encodeExactIndex({ dim: this.dim, ids: this.#items.ids, vectors: matrix.view() }),
    );
  }

  #inTurn<T>(work: (matrix: GrowingMatrix) => T | Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      this.#matrix ??= new GrowingMatrix(this.#runtime ?? (await defaultRuntime()), this.dim);
      return work(this.#matrix);
    });
  }

  #refuseHeld(ids: readonly Id[]): void {
    const held = ids.findIndex((id) => this.#items.has(id));
    if (held >= 0) {
      throw new ConfigError(
        `ids[${held}] is ${shown(ids[held])}, which the index holds already; upsert replaces it.`,
      );
    }
  }
}
