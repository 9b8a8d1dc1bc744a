import { ConfigError } from "@towerkit/core";
import type { CountRanksInput } from "../kernels/count-ranks/input.js";
import { countRanksKernel } from "../kernels/count-ranks/kernel.js";
import type { ElementwiseInput } from "../kernels/elementwise/input.js";
import { expKernel, logKernel, tanhKernel } from "../kernels/elementwise/kernel.js";
import type { AccumulateRowsInput, GatherRowsInput } from "../kernels/embedding-rows/input.js";
import { accumulateRowsKernel, gatherRowsKernel } from "../kernels/embedding-rows/kernel.js";
import type {
  InBatchSoftmaxInput,
  InBatchSoftmaxResult,
} from "../kernels/in-batch-softmax/input.js";
import { inBatchSoftmaxKernel } from "../kernels/in-batch-softmax/kernel.js";
import type { MatrixProductInput } from "../kernels/matrix-product/input.js";
import { matrixProductKernel } from "../kernels/matrix-product/kernel.js";
import type { AdagradRowsInput } from "../kernels/row-optimizers/input.js";
import { adagradRowsKernel } from "../kernels/row-optimizers/kernel.js";
import type { ScoresInput } from "../kernels/scores/input.js";
import { scoresKernel } from "../kernels/scores/kernel.js";
import type { TopKInput } from "../kernels/top-k/input.js";
import { topKKernel } from "../kernels/top-k/kernel.js";
import type { Machine } from "../machine/machine.js";
import { DECLINED, type Kernel } from "./kernel.js";
import { ResidentMatrices } from "./resident-matrices.js";
import { Scratch } from "./scratch.js";
import type { ResidentMatrix, Runtime, SimdLevel } from "./types.js";

/** A runtime of this process: checks, then runs a kernel on the machine if it has one, or plainly. */
export class LocalRuntime implements Runtime {
  /** The memory that the plain kernels keep between calls. */
  readonly scratch = new Scratch();
  readonly #machine: Machine | undefined;
  readonly #matrices: ResidentMatrices;
  #isClosed = false;

  /** @param machine - what the vector kernels run on; without one, all kernels are the plain ones. */
  constructor({ machine }: { machine: Machine | undefined }) {
    this.#machine = machine;
    this.#matrices = new ResidentMatrices(machine?.memory);
  }

  get threads(): number {
    return this.#machine?.threads ?? 1;
  }

  get simd(): SimdLevel {
    return this.#machine?.level ?? "none";
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  matrix(rows: number, dim: number): ResidentMatrix {
    this.#checkOpen();
    return this.#matrices.make(rows, dim);
  }

  inBatchSoftmax(input: InBatchSoftmaxInput): InBatchSoftmaxResult {
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

  scores(input: ScoresInput): void {
    this.#run(scoresKernel, input);
  }

  countRanks(input: CountRanksInput): void {
    this.#run(countRanksKernel, input);
  }

  topK(input: TopKInput): number {
    return this.#run(topKKernel, input);
  }

  gatherRows(input: GatherRowsInput): void {
    this.#run(gatherRowsKernel, input);
  }

  accumulateRows(input: AccumulateRowsInput): void {
    this.#run(accumulateRowsKernel, input);
  }

  adagradRows(input: AdagradRowsInput): void {
    this.#run(adagradRowsKernel, input);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.scratch.free();
    this.#matrices.free();
    await this.#machine?.close();
  }

  #run<Input extends object, Output>(kernel: Kernel<Input, Output>, input: Input): Output {
    this.#checkOpen();
    kernel.check(input, this.#matrices);
    const machine = this.#machine;
    if (machine !== undefined && kernel.vector !== undefined && !this.#ownsPartOf(input)) {
      const output = kernel.vector(input, machine);
      if (output !== DECLINED) return output;
    }
    return kernel.plain(input, this.scratch);
  }

  #checkOpen(): void {
    if (this.#isClosed) {
      throw new ConfigError("this runtime is closed; make a new one with createRuntime().");
    }
  }

  /**
   * Whether an argument is a view of the machine's own memory: entering another argument may make the
   * memory grow, and that would leave the view empty.
   */
  #ownsPartOf(input: object): boolean {
    const own = this.#machine?.memory.memory.buffer;
    for (const value of Object.values(input)) {
      if (ArrayBuffer.isView(value) && value.buffer === own) return true;
    }
    return false;
  }
}
