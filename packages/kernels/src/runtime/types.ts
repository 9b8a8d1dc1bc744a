import type { CountRanksInput } from "../kernels/count-ranks/input.js";
import type { ElementwiseInput } from "../kernels/elementwise/input.js";
import type { AccumulateRowsInput, GatherRowsInput } from "../kernels/embedding-rows/input.js";
import type {
  InBatchSoftmaxInput,
  InBatchSoftmaxResult,
} from "../kernels/in-batch-softmax/input.js";
import type { MatrixProductInput } from "../kernels/matrix-product/input.js";
import type { AdagradRowsInput } from "../kernels/row-optimizers/input.js";
import type { ScoresInput } from "../kernels/scores/input.js";
import type { TopKInput } from "../kernels/top-k/input.js";

/** How a runtime is made. */
export interface RuntimeOptions {
  /**
   * How many threads the kernels may use, a whole number of at least 1; 1 starts none. Default: as many
   * as the machine runs at a time. The bits do not depend on it.
   */
  readonly threads?: number;
  /** Allows arithmetic whose bits differ between machines where that is faster. Default false. */
  readonly fast?: boolean;
}

/** Which SIMD instructions the kernels run on: `"none"` means the plain TypeScript kernels. */
export type SimdLevel = "none" | "simd" | "relaxed";

/** A float32 matrix that stays in the runtime's own memory, so that no call has to copy it. */
export interface ResidentMatrix {
  readonly rows: number;
  readonly dim: number;
  /**
   * Copies whole rows in.
   * @param firstRow - where the first of them goes, counted from 0.
   * @param from - `[any number of rows, dim]`.
   * @throws ConfigError if the rows do not fit, or the matrix is freed.
   */
  write(firstRow: number, from: Float32Array): void;
  /**
   * The matrix as it lies in memory, `[rows, dim]`. Valid until the next call of the runtime.
   * @throws ConfigError once the matrix is freed.
   */
  view(): Float32Array;
  /** Gives the memory back. Doing so twice is harmless. */
  free(): void;
}

/**
 * The numeric kernels, and the memory they work in.
 *
 * Every kernel checks its input and throws before it writes anything: `ConfigError` for a wrong
 * length, an index out of range or a closed runtime, `NumericError` for a value that is not finite.
 */
export interface Runtime {
  /** How many threads the kernels really use. */
  readonly threads: number;
  readonly simd: SimdLevel;

  /**
   * Makes a resident matrix of zeros.
   * @throws ConfigError unless `rows` is a whole number from 0 and `dim` one from 1.
   */
  matrix(rows: number, dim: number): ResidentMatrix;

  /**
   * The in-batch softmax loss and its gradients, over the distinct queries and candidates of a batch.
   * Memory grows with the number of candidates, never with queries × candidates.
   */
  inBatchSoftmax(input: InBatchSoftmaxInput): InBatchSoftmaxResult;

  /**
   * Writes `out[i]` = e to the power of `values[i]`, with the bits of `exp32`: within 1 unit in the last
   * place, 0 below −87, `Infinity` above 88.7228. What is not a number stays so, with the bits
   * `0x7fc00000`; that holds for `log` and `tanh` too. `fast` changes no bit of the three.
   */
  exp(input: ElementwiseInput): void;
  /**
   * Writes `out[i]` = the natural logarithm of `values[i]`, with the bits of `log32`: within 1 unit in the
   * last place, `-Infinity` at 0, and not a number below.
   */
  log(input: ElementwiseInput): void;
  /**
   * Writes `out[i]` = the hyperbolic tangent of `values[i]`, with the bits of `tanh32`: odd, never
   * falling, within 1.34 units in the last place.
   */
  tanh(input: ElementwiseInput): void;
  /**
   * Writes the product of two matrices, `out[rows, columns]` = `left` · `right`. Each value is one float32
   * sum over `inner`, in rising order from 0, a product rounded before it is added (with `fast` the two may
   * be rounded once); with `inner` 0 it is 0. Infinities and what is not a number flow through: a result
   * that is not a number has the bits `0x7fc00000`.
   *
   * @example
   * const out = new Float32Array(2);
   * runtime.matrixProduct({
   *   left: Float32Array.of(1, 2, 3, 4),
   *   right: Float32Array.of(5, 6),
   *   rows: 2,
   *   inner: 2,
   *   columns: 1,
   *   out,
   * }); // out is [17, 39]
   */
  matrixProduct(input: MatrixProductInput): void;
  /** Writes `out[q * numCandidates + c]` = the dot product of query `q` and candidate `c`. */
  scores(input: ScoresInput): void;

  /** Counts the exact rank of each positive within its row of scores. */
  countRanks(input: CountRanksInput): void;

  /**
   * Finds the best scores of one row, best first, equal scores by rising index. Scores of
   * `-Infinity` are passed over, which is how a caller excludes candidates.
   * @returns how many it found: `k`, or fewer where the row holds fewer.
   */
  topK(input: TopKInput): number;

  /** Copies table rows: `out[i] = table[rows[i]]`. */
  gatherRows(input: GatherRowsInput): void;

  /** Adds gradient rows up: `out[slots[i]] += gradients[i]`, in rising order of `i`. */
  accumulateRows(input: AccumulateRowsInput): void;

  /**
   * One Adagrad step on the given rows of a table (Duchi, Hazan and Singer, 2011), in the form Keras
   * gives it: `accumulator += g * g`, then `w -= learningRate * g / sqrt(accumulator + epsilon)`.
   */
  adagradRows(input: AdagradRowsInput): void;

  /** Frees everything. Further use throws `ConfigError`; closing again is harmless. */
  close(): Promise<void>;
}
