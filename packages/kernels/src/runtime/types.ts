import type { CatalogueSoftmaxInput } from "../kernels/catalogue-softmax/input.js";
import type { CountRanksInput } from "../kernels/count-ranks/input.js";
import type { ElementwiseInput } from "../kernels/elementwise/input.js";
import type { AccumulateBagsInput, EmbeddingBagsInput } from "../kernels/embedding-bags/input.js";
import type { AccumulateRowsInput, GatherRowsInput } from "../kernels/embedding-rows/input.js";
import type { InBatchSoftmaxInput, SoftmaxResult } from "../kernels/in-batch-softmax/input.js";
import type { QuantizeRowsInput } from "../kernels/int8/quantize-rows/input.js";
import type { Int8ScoresInput } from "../kernels/int8/scores/input.js";
import type { Int8TopKScoresInput } from "../kernels/int8/top-k-scores/input.js";
import type { MatrixProductInput } from "../kernels/matrix-product/input.js";
import type {
  LogisticInput,
  PointwiseLossResult,
  SquaredErrorInput,
} from "../kernels/pointwise-losses/input.js";
import type { RankScoresInput } from "../kernels/rank-scores/input.js";
import type {
  AdagradRowsInput,
  AdamRowsInput,
  ClippyAdagradRowsInput,
  ClippyAdagradRowsResult,
  SgdRowsInput,
} from "../kernels/row-optimizers/input.js";
import type { ScoresInput } from "../kernels/scores/input.js";
import type { TopKInput } from "../kernels/top-k/input.js";
import type { TopKScoresInput } from "../kernels/top-k-scores/input.js";

/** How a runtime is made. */
export interface RuntimeOptions {
  /**
   * How many threads the kernels may use, a whole number from 1 to 256; 1 starts none. Default: as many
   * as the machine runs at a time, up to 8. The bits do not depend on it.
   */
  readonly threads?: number;
  /**
   * Allows relaxed SIMD instructions, whose bits differ between machines, where the platform has them.
   * Default false.
   */
  readonly fast?: boolean;
}

/** Which SIMD instructions the kernels run on: `"none"` means the plain TypeScript kernels. */
export type SimdLevel = "none" | "simd" | "relaxed";

/** Values that stay in the runtime's own memory, so that no call has to copy them. */
export interface ResidentRows<Values extends Float32Array | Int8Array> {
  readonly rows: number;
  readonly dim: number;
  /**
   * Copies whole rows in.
   * @param firstRow - where the first of them goes, counted from 0.
   * @param from - `[any number of rows, dim]`.
   * @throws ConfigError if the rows do not fit, or the matrix is freed.
   */
  write(firstRow: number, from: Values): void;
  /**
   * The matrix as it lies in memory, `[rows, dim]`. Valid until the next call of the runtime, which may
   * make that memory grow.
   * @throws ConfigError once the matrix is freed.
   */
  view(): Values;
  /**
   * Gives the memory back now; otherwise that happens once nobody can reach the matrix. Doing so twice is
   * harmless.
   */
  free(): void;
}

/** A resident float32 matrix. */
export type ResidentMatrix = ResidentRows<Float32Array>;

/** A resident int8 matrix. */
export type ResidentInt8Matrix = ResidentRows<Int8Array>;

/**
 * The numeric kernels, and the memory they work in.
 *
 * Every kernel checks its input and throws before it writes anything: `ConfigError` for a wrong
 * length, an index out of range, a view that is not valid any more or a closed runtime, `NumericError` for
 * a value that is not finite.
 */
export interface Runtime {
  /** How many threads work on what is large enough, the calling one among them. */
  readonly threads: number;
  readonly simd: SimdLevel;

  /**
   * Makes a resident matrix of zeros.
   * @throws ConfigError unless `rows` is a whole number from 0 and `dim` one from 1.
   */
  matrix(rows: number, dim: number): ResidentMatrix;

  /**
   * Makes a resident int8 matrix of zeros: a quarter of the memory.
   * @throws ConfigError unless `rows` is a whole number from 0 and `dim` one from 1.
   */
  int8Matrix(rows: number, dim: number): ResidentInt8Matrix;

  /**
   * The in-batch softmax loss and its gradients, over the distinct queries and candidates of a batch.
   * Memory grows with the number of candidates, never with queries × candidates.
   */
  inBatchSoftmax(input: InBatchSoftmaxInput): SoftmaxResult;

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

  /**
   * The loss and gradients of a softmax over a whole catalogue, for the distinct queries of a batch:
   * every candidate is a negative of every positive, and none is sampled. Memory grows with the number
   * of candidates, never with queries × candidates.
   */
  catalogueSoftmax(input: CatalogueSoftmaxInput): SoftmaxResult;

  /**
   * The binary cross-entropy of logits: the sum over the rows of
   * `weight * (max(z, 0) - z * y + log(1 + exp(-|z|)))`, and each row's gradient
   * `weight * (sigmoid(z) - y)`.
   */
  logistic(input: LogisticInput): PointwiseLossResult;

  /**
   * The squared error: the sum over the rows of `weight * (prediction - label) ** 2`, and each row's
   * gradient `2 * weight * (prediction - label)`.
   */
  squaredError(input: SquaredErrorInput): PointwiseLossResult;

  /** Writes `out[q * numCandidates + c]` = the dot product of query `q` and candidate `c`. */
  scores(input: ScoresInput): void;

  /** Counts the exact rank of each positive within its row of scores. */
  countRanks(input: CountRanksInput): void;

  /**
   * Counts the ranks that `countRanks` counts in the rows that `scores` gives, without handing scores
   * out: the same ranks, with neither the copies nor all the scores in memory.
   */
  rankScores(input: RankScoresInput): void;

  /**
   * Finds the best scores of one row, best first, equal scores by rising index. Scores of
   * `-Infinity` are passed over, which is how a caller excludes candidates.
   * @returns how many it found: `k`, or fewer where the row holds fewer.
   */
  topK(input: TopKInput): number;

  /**
   * Finds the best candidates of each query: what `scores`, leaving out the excluded ones, and `topK`
   * would find, with the same bits. Scores are looked through as they are made; no more than a few
   * thousand of them are held for each block of work.
   */
  topKScores(input: TopKScoresInput): void;

  /** Turns rows into int8, each with a scale of its own: its greatest magnitude / 127. */
  quantizeRows(input: QuantizeRowsInput): void;

  /**
   * `scores` of int8 queries and candidates: the exact sum of products, times the query's scale, times
   * the candidate's.
   */
  int8Scores(input: Int8ScoresInput): void;

  /** `topKScores` of int8 queries and candidates. */
  int8TopKScores(input: Int8TopKScoresInput): void;

  /** Copies table rows: `out[i] = table[rows[i]]`. */
  gatherRows(input: GatherRowsInput): void;

  /** Adds gradient rows up: `out[slots[i]] += gradients[i]`, in rising order of `i`. */
  accumulateRows(input: AccumulateRowsInput): void;

  /**
   * Looks up several rows at a time: `out[b]` = the weighted sum or mean of the rows that bag `b` holds,
   * added in the order of its entries; zeros for an empty bag.
   */
  embeddingBags(input: EmbeddingBagsInput): void;

  /**
   * What `embeddingBags` does to gradients: each entry of bag `b` adds its share of `gradients[b]` to
   * `out[slots[entry]]`, in rising order of the entries. The share is the entry's weight, and of a mean
   * that divided by the sum of the bag's weights.
   */
  accumulateBags(input: AccumulateBagsInput): void;

  /**
   * One Adagrad step on the given rows of a table (Duchi, Hazan and Singer, 2011), in the form Keras
   * gives it: `accumulator += g * g`, then `w -= learningRate * g / sqrt(accumulator + epsilon)`.
   */
  adagradRows(input: AdagradRowsInput): void;

  /**
   * One Adam step on the given rows of a table (Kingma and Ba, 2015), in the form Keras gives it:
   * `m += (g - m) * (1 - beta1)`, `v += (g * g - v) * (1 - beta2)`, then
   * `w -= m * rate / (sqrt(v) + epsilon)` with
   * `rate = learningRate * sqrt(1 - beta2 ** step) / (1 - beta1 ** step)`.
   *
   * It is lazy: the moments of rows that are not given stay as they are, where Adam on a dense table
   * would let them fade at every step. The correction for bias is that of the step, for all rows alike.
   */
  adamRows(input: AdamRowsInput): void;

  /**
   * One ClippyAdagrad step on the given rows of a table (Tang and others, 2023,
   * https://arxiv.org/abs/2302.09178), in the form TensorFlow Recommenders gives it: an Adagrad step
   * that is made shorter, all rows by one factor, until no value moves further than
   * `|w| * variableRelativeThreshold + accumulatorRelativeThreshold / sqrt(accumulator + epsilon) +
   * absoluteThreshold`. So all rows of a variable that a step moves belong into one call.
   *
   * @returns the factor.
   * @throws NumericError before it writes anything where a step is not finite.
   */
  clippyAdagradRows(input: ClippyAdagradRowsInput): ClippyAdagradRowsResult;

  /** One step of gradient descent on the given rows of a table: `w -= learningRate * g`. */
  sgdRows(input: SgdRowsInput): void;

  /**
   * Frees everything, and resolves when all threads have ended. Further use throws `ConfigError`; closing
   * again is harmless.
   */
  close(): Promise<void>;
}
