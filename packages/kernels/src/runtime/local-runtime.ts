import { ConfigError } from "@towerkit/core";
import type { CatalogueSoftmaxInput } from "../kernels/catalogue-softmax/input.js";
import { catalogueSoftmaxKernel } from "../kernels/catalogue-softmax/kernel.js";
import type { CountRanksInput } from "../kernels/count-ranks/input.js";
import { countRanksKernel } from "../kernels/count-ranks/kernel.js";
import type { ElementwiseInput } from "../kernels/elementwise/input.js";
import { expKernel, logKernel, tanhKernel } from "../kernels/elementwise/kernel.js";
import type { AccumulateBagsInput, EmbeddingBagsInput } from "../kernels/embedding-bags/input.js";
import { accumulateBagsKernel, embeddingBagsKernel } from "../kernels/embedding-bags/kernel.js";
import type { AccumulateRowsInput, GatherRowsInput } from "../kernels/embedding-rows/input.js";
import { accumulateRowsKernel, gatherRowsKernel } from "../kernels/embedding-rows/kernel.js";
import type { InBatchSoftmaxInput, SoftmaxResult } from "../kernels/in-batch-softmax/input.js";
import { inBatchSoftmaxKernel } from "../kernels/in-batch-softmax/kernel.js";
import type { QuantizeRowsInput } from "../kernels/int8/quantize-rows/input.js";
import { quantizeRowsKernel } from "../kernels/int8/quantize-rows/kernel.js";
import type { Int8ScoresInput } from "../kernels/int8/scores/input.js";
import { int8ScoresKernel } from "../kernels/int8/scores/kernel.js";
import type { Int8TopKScoresInput } from "../kernels/int8/top-k-scores/input.js";
import { int8TopKScoresKernel } from "../kernels/int8/top-k-scores/kernel.js";
import type { MatrixProductInput } from "../kernels/matrix-product/input.js";
import { matrixProductKernel } from "../kernels/matrix-product/kernel.js";
import type {
  LogisticInput,
  PointwiseLossResult,
  SquaredErrorInput,
} from "../kernels/pointwise-losses/input.js";
import { logisticKernel, squaredErrorKernel } from "../kernels/pointwise-losses/kernel.js";
import type { RankScoresInput } from "../kernels/rank-scores/input.js";
import { rankScoresKernel } from "../kernels/rank-scores/kernel.js";
import type {
  AdagradRowsInput,
  AdamRowsInput,
  ClippyAdagradRowsInput,
  ClippyAdagradRowsResult,
  SgdRowsInput,
} from "../kernels/row-optimizers/input.js";
import {
  adagradRowsKernel,
  adamRowsKernel,
  clippyAdagradRowsKernel,
  sgdRowsKernel,
} from "../kernels/row-optimizers/kernel.js";
import type { ScoresInput } from "../kernels/scores/input.js";
import { scoresKernel } from "../kernels/scores/kernel.js";
import type { TopKInput } from "../kernels/top-k/input.js";
import { topKKernel } from "../kernels/top-k/kernel.js";
import type { TopKScoresInput } from "../kernels/top-k-scores/input.js";
import { topKScoresKernel } from "../kernels/top-k-scores/kernel.js";
import type { Machine } from "../machine/machine.js";
import { DECLINED, type Kernel } from "./kernel.js";
import { ResidentMatrices } from "./resident-matrices.js";
import { Scratch } from "./scratch.js";
import type { ResidentInt8Matrix, ResidentMatrix, Runtime, SimdLevel } from "./types.js";

/** Ends the threads of a runtime that nobody can reach any more and nobody has closed. */
const abandoned = new FinalizationRegistry<Machine>((machine) => void machine.close());

/** A runtime of this process: checks, then runs a kernel on the machine if it has one, or plainly. */
export class LocalRuntime implements Runtime {
  /** The memory that the plain kernels keep between calls. */
  readonly scratch = new Scratch();
  readonly simd: SimdLevel;
  readonly #matrices: ResidentMatrices;
  #machine: Machine | undefined;
  #closing: Promise<void> | undefined;

  /** @param machine - what the vector kernels run on; without one, all kernels are the plain ones. */
  constructor({ machine }: { machine: Machine | undefined }) {
    this.simd = machine?.level ?? "none";
    this.#machine = machine;
    this.#matrices = new ResidentMatrices(machine?.memory);
    if (machine !== undefined) abandoned.register(this, machine, this);
  }

  get threads(): number {
    return this.#machine?.threads ?? 1;
  }

  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  matrix(rows: number, dim: number): ResidentMatrix {
    this.#checkOpen();
    return this.#matrices.make(rows, dim);
  }

  int8Matrix(rows: number, dim: number): ResidentInt8Matrix {
    this.#checkOpen();
    return this.#matrices.makeInt8(rows, dim);
  }

  inBatchSoftmax(input: InBatchSoftmaxInput): SoftmaxResult {
    return this.#run(inBatchSoftmaxKernel, input);
  }

  exp(input: ElementwiseInput): void {
    this.#run(expKernel, input);
  }

  log(input: ElementwiseInput): void {
    this.#run(logKernel, input);
  }

  tanh(input: ElementwiseInput): void {
    this.#run(tanhKernel, input);
  }

  matrixProduct(input: MatrixProductInput): void {
    this.#run(matrixProductKernel, input);
  }

  catalogueSoftmax(input: CatalogueSoftmaxInput): SoftmaxResult {
    return this.#run(catalogueSoftmaxKernel, input);
  }

  logistic(input: LogisticInput): PointwiseLossResult {
    return this.#run(logisticKernel, input);
  }

  squaredError(input: SquaredErrorInput): PointwiseLossResult {
    return this.#run(squaredErrorKernel, input);
  }

  scores(input: ScoresInput): void {
    this.#run(scoresKernel, input);
  }

  countRanks(input: CountRanksInput): void {
    this.#run(countRanksKernel, input);
  }

  rankScores(input: RankScoresInput): void {
    this.#run(rankScoresKernel, input);
  }

  topK(input: TopKInput): number {
    return this.#run(topKKernel, input);
  }

  topKScores(input: TopKScoresInput): void {
    this.#run(topKScoresKernel, input);
  }

  quantizeRows(input: QuantizeRowsInput): void {
    this.#run(quantizeRowsKernel, input);
  }

  int8Scores(input: Int8ScoresInput): void {
    this.#run(int8ScoresKernel, input);
  }

  int8TopKScores(input: Int8TopKScoresInput): void {
    this.#run(int8TopKScoresKernel, input);
  }

  gatherRows(input: GatherRowsInput): void {
    this.#run(gatherRowsKernel, input);
  }

  accumulateRows(input: AccumulateRowsInput): void {
    this.#run(accumulateRowsKernel, input);
  }

  embeddingBags(input: EmbeddingBagsInput): void {
    this.#run(embeddingBagsKernel, input);
  }

  accumulateBags(input: AccumulateBagsInput): void {
    this.#run(accumulateBagsKernel, input);
  }

  adagradRows(input: AdagradRowsInput): void {
    this.#run(adagradRowsKernel, input);
  }

  adamRows(input: AdamRowsInput): void {
    this.#run(adamRowsKernel, input);
  }

  clippyAdagradRows(input: ClippyAdagradRowsInput): ClippyAdagradRowsResult {
    return this.#run(clippyAdagradRowsKernel, input);
  }

  sgdRows(input: SgdRowsInput): void {
    this.#run(sgdRowsKernel, input);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const machine = this.#machine;
    this.#machine = undefined;
    this.scratch.free();
    this.#matrices.free();
    abandoned.unregister(this);
    await machine?.close();
  }

  #run<Input extends object, Output>(kernel: Kernel<Input, Output>, input: Input): Output {
    this.#checkOpen();
    const haveViews = this.#matrices.haveViewsIn(input);
    kernel.check(input, this.#matrices);
    const machine = this.#machine;
    if (machine !== undefined && kernel.vector !== undefined && !haveViews) {
      const output = kernel.vector(input, machine);
      if (output !== DECLINED) return output;
    }
    return kernel.plain(input, this.scratch);
  }

  #checkOpen(): void {
    if (this.isClosed) {
      throw new ConfigError("this runtime is closed; make a new one with createRuntime().");
    }
  }
}
