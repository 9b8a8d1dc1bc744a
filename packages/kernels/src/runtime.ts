import { ConfigError, checkInteger } from "@towerkit/core";
import { checkAllFinite, checkFloats, countRows } from "./checks/arrays.js";
import { checkInBatchSoftmax } from "./checks/in-batch-softmax.js";
import { checkCountRanks, checkTopK } from "./checks/ranking.js";
import { checkAccumulateRows, checkAdagradRows, checkGatherRows } from "./checks/rows.js";
import { checkScores } from "./checks/scores.js";
import { checkRuntimeOptions } from "./checks/settings.js";
import { type MatrixStore, StoredMatrix } from "./matrix.js";
import { Scratch } from "./scratch.js";
import { countRanksSimd, suitsCountRanksSimd } from "./simd/count-ranks.js";
import { inBatchSoftmaxSimd } from "./simd/in-batch-softmax.js";
import { scoresSimd } from "./simd/scores.js";
import { availableSimdKernels, type SimdKernels } from "./simd/simd-kernels.js";
import { accumulateRows } from "./twins/accumulate-rows.js";
import { adagradRows } from "./twins/adagrad-rows.js";
import { countRanks } from "./twins/count-ranks.js";
import { gatherRows } from "./twins/gather-rows.js";
import { inBatchSoftmax } from "./twins/in-batch-softmax.js";
import { scores } from "./twins/scores.js";
import { topK } from "./twins/top-k.js";
import type {
  AccumulateRowsInput,
  AdagradRowsInput,
  CountRanksInput,
  GatherRowsInput,
  InBatchSoftmaxInput,
  InBatchSoftmaxResult,
  ResidentMatrix,
  Runtime,
  RuntimeOptions,
  ScoresInput,
  SimdLevel,
  TopKInput,
} from "./types.js";

/**
 * Makes a runtime: the kernels, and the memory they work in. Close it when it is no longer needed.
 *
 * The hot kernels run on WebAssembly SIMD where the platform has it, and otherwise as plain TypeScript
 * with the same bits; `runtime.simd` says which. They run on one thread for now, whatever `threads`
 * allows, and exactly, even where `fast` permits otherwise.
 *
 * @throws ConfigError unless `threads` is a whole number of at least 1 and `fast` a boolean.
 * @example
 * const runtime = await createRuntime();
 * const out = new Float32Array(2);
 * runtime.scores({
 *   queries: Float32Array.of(1, 2),
 *   candidates: Float32Array.of(3, 4, 5, 6),
 *   dim: 2,
 *   out,
 * }); // out is [11, 17]
 * await runtime.close();
 */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  checkRuntimeOptions(options);
  return new LocalRuntime({ simdKernels: availableSimdKernels() });
}

/** A runtime on one thread: checks, then delegates to the vector kernels if given, or the plain ones. */
export class LocalRuntime implements Runtime {
  readonly threads = 1;
  readonly simd: SimdLevel;
  readonly #scratch = new Scratch();
  readonly #matrices = new Set<StoredMatrix>();
  #simdKernels: SimdKernels | undefined;
  #isClosed = false;

  constructor({ simdKernels }: { simdKernels: SimdKernels | undefined }) {
    this.simd = simdKernels === undefined ? "none" : "simd";
    this.#simdKernels = simdKernels;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The memory that the plain kernels keep between calls. */
  get scratch(): Scratch {
    return this.#scratch;
  }

  matrix(rows: number, dim: number): ResidentMatrix {
    this.#checkOpen();
    const matrix: StoredMatrix = new StoredMatrix(rows, dim, (values) =>
      this.#store(values, () => this.#matrices.delete(matrix)),
    );
    this.#matrices.add(matrix);
    return matrix;
  }

  inBatchSoftmax(input: InBatchSoftmaxInput): InBatchSoftmaxResult {
    this.#checkOpen();
    checkInBatchSoftmax(input, "Float32Array");
    const kernels = this.#kernelsFor(input);
    if (kernels !== undefined && input.accidentalHits === undefined) {
      const loss = inBatchSoftmaxSimd(kernels, input);
      if (loss !== undefined) return { loss };
    }
    return inBatchSoftmax(input, this.#scratch);
  }

  scores(input: ScoresInput): void {
    this.#checkOpen();
    const { queries, dim, out } = input;
    checkInteger("dim", dim, 1);
    checkFloats("queries", queries);
    const numQueries = countRows("queries", queries, dim);
    const candidates = this.#candidateRows(input);
    const numCandidates = countRows("candidates", candidates, dim);
    checkFloats("out", out, numQueries * numCandidates);
    checkAllFinite("queries", queries);
    const kernels = this.#kernelsFor({ queries, out });
    const residentAt = input.candidates instanceof StoredMatrix ? input.candidates.at : undefined;
    if (kernels === undefined) scores({ queries, candidates, dim, out });
    else if (residentAt !== undefined)
      scoresSimd(kernels, { queries, candidates, residentAt, dim, out });
    else scoresSimd(kernels, { queries, candidates, dim, out });
    checkScores({ scores: out, numQueries, numCandidates, firstQuery: 0 });
  }

  countRanks(input: CountRanksInput): void {
    this.#checkOpen();
    checkCountRanks(input);
    const kernels = this.#kernelsFor(input);
    if (kernels !== undefined && suitsCountRanksSimd(input)) countRanksSimd(kernels, input);
    else countRanks(input, this.#scratch);
  }

  topK(input: TopKInput): number {
    this.#checkOpen();
    checkTopK(input);
    return topK(input);
  }

  gatherRows(input: GatherRowsInput): void {
    this.#checkOpen();
    checkGatherRows(input);
    gatherRows(input);
  }

  accumulateRows(input: AccumulateRowsInput): void {
    this.#checkOpen();
    checkAccumulateRows(input);
    accumulateRows(input);
  }

  adagradRows(input: AdagradRowsInput): void {
    this.#checkOpen();
    checkAdagradRows(input);
    adagradRows(input);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#scratch.free();
    for (const matrix of this.#matrices) matrix.free();
    this.#simdKernels = undefined;
  }

  #checkOpen(): void {
    if (this.#isClosed) {
      throw new ConfigError("this runtime is closed; make a new one with createRuntime().");
    }
  }

  #store(values: number, onRelease: () => void): MatrixStore {
    const memory = this.#simdKernels?.memory;
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

  /**
   * The vector kernels, unless an argument is a view of their own memory: entering another may make
   * the memory grow, and that would leave the view empty.
   */
  #kernelsFor(input: object): SimdKernels | undefined {
    const own = this.#simdKernels?.memory.memory.buffer;
    for (const value of Object.values(input)) {
      if (ArrayBuffer.isView(value) && value.buffer === own) return undefined;
    }
    return this.#simdKernels;
  }

  #candidateRows({ candidates, dim }: ScoresInput): Float32Array {
    if (!(candidates instanceof StoredMatrix)) {
      checkFloats("candidates", candidates);
      return candidates as Float32Array;
    }
    const rows = candidates.view();
    if (!this.#matrices.has(candidates)) {
      throw new ConfigError("candidates is a matrix of another runtime; use the one it came from.");
    }
    if (candidates.dim !== dim) {
      throw new ConfigError(`candidates is a matrix of dim ${candidates.dim}, but dim is ${dim}.`);
    }
    return rows;
  }
}
