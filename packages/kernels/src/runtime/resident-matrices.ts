import { ConfigError } from "@towerkit/core";
import type { KernelMemory } from "../machine/memory.js";
import type { MatrixChecker } from "./kernel.js";
import { type MatrixStore, StoredMatrix, type ValueType } from "./resident-matrix.js";
import type { ResidentInt8Matrix, ResidentMatrix, ResidentRows } from "./types.js";

type Values = Float32Array | Int8Array;

/** The resident matrices of one runtime, in the machine's memory where there is a machine. */
export class ResidentMatrices implements MatrixChecker {
  readonly #memory: KernelMemory | undefined;
  readonly #held = new Set<ResidentRows<Float32Array> | ResidentRows<Int8Array>>();

  constructor(memory: KernelMemory | undefined) {
    this.#memory = memory;
  }

  make(rows: number, dim: number): ResidentMatrix {
    const matrix: StoredMatrix<Float32Array> = new StoredMatrix(
      { rows, dim, type: "Float32Array" },
      (values) =>
        this.#store(() => this.#held.delete(matrix), {
          words: values,
          ordinary: () => new Float32Array(values),
          inMemory: (memory, at) => memory.floats(at, values),
        }),
    );
    this.#held.add(matrix);
    return matrix;
  }

  makeInt8(rows: number, dim: number): ResidentInt8Matrix {
    const matrix: StoredMatrix<Int8Array> = new StoredMatrix(
      { rows, dim, type: "Int8Array" },
      (values) =>
        this.#store(() => this.#held.delete(matrix), {
          words: Math.ceil(values / 4),
          ordinary: () => new Int8Array(values),
          inMemory: (memory, at) => memory.bytesAt(at, values),
        }),
    );
    this.#held.add(matrix);
    return matrix;
  }

  checkMatrix(name: string, matrix: ResidentMatrix, dim: number): void {
    this.#check(name, matrix, { dim, type: "Float32Array" });
  }

  checkInt8Matrix(name: string, matrix: ResidentInt8Matrix, dim: number): void {
    this.#check(name, matrix, { dim, type: "Int8Array" });
  }

  free(): void {
    for (const matrix of this.#held) matrix.free();
  }

  #check(
    name: string,
    matrix: ResidentMatrix | ResidentInt8Matrix,
    { dim, type }: { dim: number; type: ValueType },
  ): void {
    matrix.view();
    if (!(matrix instanceof StoredMatrix && this.#held.has(matrix))) {
      throw new ConfigError(`${name} is a matrix of another runtime; use the one it came from.`);
    }
    if (matrix.type !== type) {
      throw new ConfigError(`${name} must be a matrix of a ${type}, got one of a ${matrix.type}.`);
    }
    if (matrix.dim !== dim) {
      throw new ConfigError(`${name} is a matrix of dim ${matrix.dim}, but dim is ${dim}.`);
    }
  }

  #store<V extends Values>(
    onRelease: () => void,
    kind: { words: number; ordinary(): V; inMemory(memory: KernelMemory, at: number): V },
  ): MatrixStore<V> {
    const memory = this.#memory;
    if (memory === undefined) {
      const array = kind.ordinary();
      return { view: () => array, release: onRelease };
    }
    const at = memory.allocate(kind.words);
    const release = () => {
      memory.release(at);
      onRelease();
    };
    return { at, view: () => kind.inMemory(memory, at), release };
  }
}
