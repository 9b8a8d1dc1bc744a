import { ConfigError } from "@towerkit/core";
import type { KernelMemory } from "../machine/memory.js";
import type { MatrixChecker } from "./kernel.js";
import { type MatrixStore, StoredMatrix } from "./resident-matrix.js";
import type { ResidentMatrix } from "./types.js";

/** The resident matrices of one runtime, in the machine's memory where there is a machine. */
export class ResidentMatrices implements MatrixChecker {
  readonly #memory: KernelMemory | undefined;
  readonly #held = new Set<ResidentMatrix>();

  constructor(memory: KernelMemory | undefined) {
    this.#memory = memory;
  }

  make(rows: number, dim: number): ResidentMatrix {
    const matrix: StoredMatrix = new StoredMatrix(rows, dim, (values) =>
      this.#store(values, () => this.#held.delete(matrix)),
    );
    this.#held.add(matrix);
    return matrix;
  }

  checkMatrix(name: string, matrix: ResidentMatrix, dim: number): void {
    matrix.view();
    if (!this.#held.has(matrix)) {
      throw new ConfigError(`${name} is a matrix of another runtime; use the one it came from.`);
    }
    if (matrix.dim !== dim) {
      throw new ConfigError(`${name} is a matrix of dim ${matrix.dim}, but dim is ${dim}.`);
    }
  }

  free(): void {
    for (const matrix of this.#held) matrix.free();
  }

  #store(values: number, onRelease: () => void): MatrixStore {
    const memory = this.#memory;
    if (memory === undefined) {
      const array = new Float32Array(values);
      return { view: () => array, release: onRelease };
    }
    const at = memory.allocate(values);
    const release = () => {
      memory.release(at);
      onRelease();
    };
    return { at, view: () => memory.floats(at, values), release };
  }
}
