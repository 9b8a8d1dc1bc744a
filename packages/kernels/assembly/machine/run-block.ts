import { CountRanksJob, countRanksBlock } from "../kernels/count-ranks";
import { ElementwiseJob, expBlock, logBlock, tanhBlock } from "../kernels/elementwise";
import { MatrixProductJob, matrixProductBlock } from "../kernels/matrix-product";
import {
  PackRightJob,
  packRightBlock,
  TransposeLeftJob,
  transposeLeftBlock,
} from "../kernels/matrix-product-packing";
import { PackCandidatesJob, packCandidatesBlock, ScoresJob, scoresBlock } from "../kernels/scores";
import { SoftmaxJob, softmaxCandidatesBlock, softmaxQueriesBlock } from "../kernels/in-batch-softmax";

// The numbers by which the other side asks for a kernel: each becomes an exported global.
export const COUNT_RANKS: i32 = 0;
export const PACK_CANDIDATES: i32 = 1;
export const SCORES: i32 = 2;
export const SOFTMAX_CANDIDATES: i32 = 3;
export const SOFTMAX_QUERIES: i32 = 4;
export const MATRIX_PRODUCT: i32 = 5;
export const PACK_RIGHT: i32 = 6;
export const TRANSPOSE_LEFT: i32 = 7;
export const EXP: i32 = 8;
export const LOG: i32 = 9;
export const TANH: i32 = 10;

/** Does one block of a job: blocks of one job write to different places, in any order. */
export function runBlock(kernel: i32, job: usize, block: i32): void {
  switch (kernel) {
    case COUNT_RANKS:
      countRanksBlock(changetype<CountRanksJob>(job), block);
      return;
    case EXP:
      expBlock(changetype<ElementwiseJob>(job), block);
      return;
    case LOG:
      logBlock(changetype<ElementwiseJob>(job), block);
      return;
    case MATRIX_PRODUCT:
      matrixProductBlock(changetype<MatrixProductJob>(job), block);
      return;
    case PACK_CANDIDATES:
      packCandidatesBlock(changetype<PackCandidatesJob>(job), block);
      return;
    case PACK_RIGHT:
      packRightBlock(changetype<PackRightJob>(job), block);
      return;
    case SCORES:
      scoresBlock(changetype<ScoresJob>(job), block);
      return;
    case SOFTMAX_CANDIDATES:
      softmaxCandidatesBlock(changetype<SoftmaxJob>(job), block);
      return;
    case SOFTMAX_QUERIES:
      softmaxQueriesBlock(changetype<SoftmaxJob>(job), block);
      return;
    case TANH:
      tanhBlock(changetype<ElementwiseJob>(job), block);
      return;
    case TRANSPOSE_LEFT:
      transposeLeftBlock(changetype<TransposeLeftJob>(job), block);
      return;
    default:
      unreachable();
  }
}
