import type { Machine } from "../machine/machine.js";
import type { Scratch } from "./scratch.js";
import type { ResidentInt8Matrix, ResidentMatrix } from "./types.js";

/** What a vector kernel answers where the plain one is faster, or has to say what is wrong. */
export const DECLINED = Symbol("declined");

/** A numeric kernel: one specification, written twice. */
export interface Kernel<Input extends object, Output = void> {
  /**
   * Checks everything that the kernel will read, before anything is written.
   * @throws ConfigError for a wrong type, length, index or setting; NumericError for what is not finite.
   */
  check(input: Input, matrices: MatrixChecker): void;
  /** The kernel in plain TypeScript: what it gives is right, bit for bit. */
  plain(input: Input, scratch: Scratch): Output;
  /** The kernel on the machine, with the same bits; none where the plain one is the fastest there is. */
  vector?(input: Input, machine: Machine): Output | typeof DECLINED;
}

/** Knows which resident matrices are a runtime's own. */
export interface MatrixChecker {
  /** @throws ConfigError if the matrix is freed, another runtime's, or of another dim. */
  checkMatrix(name: string, matrix: ResidentMatrix, dim: number): void;
  /** @throws ConfigError likewise. */
  checkInt8Matrix(name: string, matrix: ResidentInt8Matrix, dim: number): void;
}
