import { ConfigError, checkInteger } from "@towerkit/core";
import type { KernelMemory } from "../machine/memory.js";
import type { MatrixChecker } from "./kernel.js";
import {
  FLOAT32,
  INT8,
  type MatrixStore,
  ordinaryStore,
  storeIn,
  type ValueKind,
  type Values,
} from "./matrix-store.js";
import { StoredMatrix } from "./resident-matrix.js";
import type { ResidentInt8Matrix, ResidentMatrix, ResidentRows } from "./types.js";

/**
 * The resident matrices of one runtime, in the machine's memory where there is a machine. A matrix that
 * nobody can reach any more is given back as if it had been freed.
 */
export class ResidentMatrices implements MatrixChecker {
  readonly #memory: KernelMemory | undefined;
  readonly #own = new WeakSet<object>();
  /** Where the matrices lie, and not the matrices: holding those would keep all of them reachable. */
  readonly #stores = new Set<MatrixStore>();
  readonly #abandoned = new FinalizationRegistry<MatrixStore>((store) => store.release());

  constructor(memory: KernelMemory | undefined) {
    this.#memory = memory;
  }

  make(rows: number, dim: number): ResidentMatrix {
    return this.#make(rows, dim, FLOAT32);
  }

  makeInt8(rows: number, dim: number): ResidentInt8Matrix {
    return this.#make(rows, dim, INT8);
  }

  checkMatrix(name: string, matrix: ResidentMatrix, dim: number): void {
    this.#check(name, matrix, { dim, type: FLOAT32.type });
  }

  checkInt8Matrix(name: string, matrix: ResidentInt8Matrix, dim: number): void {
    this.#check(name, matrix, { dim, type: INT8.type });
  }

  /**
   * Whether any argument is a view of the machine's own memory: entering another argument may make the
   * memory grow, and that would leave the view empty.
   * @throws ConfigError for a view that is not valid any more.
   */
  haveViewsIn(input: object): boolean {
    const memory = this.#memory;
    if (memory === undefined) return false;
    let haveSome = false;
    for (const [name, value] of Object.entries(input)) {
      if (ArrayBuffer.isView(value)) {
        if (!memory.owns(value)) continue;
        this.#checkView(name, value);
        haveSome = true;
      } else if (isPlainObject(value)) {
        if (this.haveViewsIn(value)) haveSome = true;
      }
    }
    return haveSome;
  }

  free(): void {
    for (const store of this.#stores) store.release();
  }

  #make<V extends Values>(rows: number, dim: number, kind: ValueKind<V>): ResidentRows<V> {
    checkInteger("rows", rows, 0);
    checkInteger("dim", dim, 1);
    const store = this.#hold(rows * dim, kind);
    const { type } = kind;
    const matrix = new StoredMatrix<V>({ rows, dim, type, store, checkView: this.#checkView });
    this.#own.add(matrix);
    this.#abandoned.register(matrix, store);
    return matrix;
  }

  #check(
    name: string,
    matrix: ResidentMatrix | ResidentInt8Matrix,
    { dim, type }: { dim: number; type: ValueKind<Values>["type"] },
  ): void {
    matrix.view();
    if (!(matrix instanceof StoredMatrix && this.#own.has(matrix))) {
      throw new ConfigError(`${name} is a matrix of another runtime; use the one it came from.`);
    }
    if (matrix.type !== type) {
      throw new ConfigError(`${name} must be a matrix of a ${type}, got one of a ${matrix.type}.`);
    }
    if (matrix.dim !== dim) {
      throw new ConfigError(`${name} is a matrix of dim ${matrix.dim}, but dim is ${dim}.`);
    }
  }

  #hold<V extends Values>(count: number, kind: ValueKind<V>): MatrixStore<V> {
    const memory = this.#memory;
    const store = memory === undefined ? ordinaryStore(count, kind) : storeIn(memory, count, kind);
    const held: MatrixStore<V> = {
      ...store,
      release: () => {
        store.release();
        this.#stores.delete(held);
      },
    };
    this.#stores.add(held);
    return held;
  }

  readonly #checkView = (name: string, values: ArrayBufferView): void => {
    const memory = this.#memory;
    if (memory?.owns(values) && !memory.isCurrent(values)) {
      throw new ConfigError(
        `${name} is a view of a resident matrix that was freed, or from before the runtime's memory grew; a view is valid until the runtime's next call: call matrix.view() anew.`,
      );
    }
  };
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
