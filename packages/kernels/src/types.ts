/** How a runtime is made. */
export interface RuntimeOptions {
  /** How many threads the kernels may use, a whole number of at least 1. Default 1. */
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

/** The distinct rows of a batch. All arrays are row-major. */
export interface InBatchSoftmaxInput {
  /** `[numQueries, dim]`, each distinct query once. */
  readonly queries: Float32Array;
  /** `[numCandidates, dim]`, each distinct candidate once. */
  readonly candidates: Float32Array;
  readonly dim: number;
  /** `[numCandidates]`: the sum of 1 / sampling probability over the batch's columns that hold it. */
  readonly columnWeights: Float32Array;
  /** `[numQueries + 1]`: the positives of query `q` are `positiveOffsets[q] … positiveOffsets[q + 1]`. */
  readonly positiveOffsets: Int32Array;
  /** `[positives]`: the candidate of each positive. */
  readonly positiveCandidates: Int32Array;
  /** `[positives]`: the summed weights of the batch's rows that this positive stands for. */
  readonly positiveWeights: Float32Array;
  /** Scores are divided by it. Default 1. */
  readonly temperature?: number;
  /** Given, the other columns that hold the positive's own item are no negatives for it. */
  readonly accidentalHits?: AccidentalHits;
  /** `[numQueries, dim]`, overwritten with the gradients of the loss. */
  readonly queryGradients: Float32Array;
  /** `[numCandidates, dim]`, overwritten with the gradients of the loss. */
  readonly candidateGradients: Float32Array;
}

/** What removing accidental hits needs to know. */
export interface AccidentalHits {
  /** `[numCandidates]`: candidates of one id are one item. */
  readonly itemIds: Int32Array;
  /** `[positives]`: 1 / the sampling probability of the positive's own column. */
  readonly positiveInverseProbabilities: Float32Array;
}

/** What the in-batch softmax leaves besides the gradients. */
export interface InBatchSoftmaxResult {
  /** The sum over the positives of weight × (log Z − score). */
  readonly loss: number;
}

export interface ScoresInput {
  /** `[numQueries, dim]` */
  readonly queries: Float32Array;
  /** `[numCandidates, dim]` */
  readonly candidates: Float32Array | ResidentMatrix;
  readonly dim: number;
  /** `[numQueries, numCandidates]` */
  readonly out: Float32Array;
}

export interface CountRanksInput {
  /** `[rows, numCandidates]` */
  readonly scores: Float32Array;
  readonly numCandidates: number;
  /** `[rows + 1]`: the positives of row `r` are `positiveOffsets[r] … positiveOffsets[r + 1]`. */
  readonly positiveOffsets: Int32Array;
  /** Candidate indices in any order, with or without repeats; -1 means "not in the catalogue". */
  readonly positives: Int32Array;
  /** `[rows + 1]`; goes with `excluded`. */
  readonly excludedOffsets?: Int32Array;
  /**
   * Candidates that do not count in a row, in any order, with or without repeats. A positive is never
   * excluded for itself.
   */
  readonly excluded?: Int32Array;
  /** Whether a candidate of equal score counts as ahead: `"index"`, if it comes earlier; or never. */
  readonly ties: "index" | "optimistic";
  /** `[positives]`: how many candidates are ahead, -1 where the positive is -1. */
  readonly ranks: Int32Array;
}

export interface TopKInput {
  /** `[numCandidates]` */
  readonly scores: Float32Array;
  readonly k: number;
  /** At least `k` long. */
  readonly indices: Int32Array;
  /** At least `k` long. */
  readonly values: Float32Array;
}

export interface GatherRowsInput {
  /** `[tableRows, dim]` */
  readonly table: Float32Array;
  readonly dim: number;
  /** `[n]` */
  readonly rows: Int32Array;
  /** `[n, dim]` */
  readonly out: Float32Array;
}

export interface AccumulateRowsInput {
  /** `[n, dim]` */
  readonly gradients: Float32Array;
  readonly dim: number;
  /** `[n]` */
  readonly slots: Int32Array;
  /** `[slots there are, dim]` */
  readonly out: Float32Array;
}

export interface AdagradRowsInput {
  /** `[tableRows, dim]` */
  readonly table: Float32Array;
  /** `[tableRows, dim]` */
  readonly accumulator: Float32Array;
  readonly dim: number;
  /** `[n]`, each row once. */
  readonly rows: Int32Array;
  /** `[n, dim]` */
  readonly gradients: Float32Array;
  readonly learningRate: number;
  readonly epsilon: number;
}
