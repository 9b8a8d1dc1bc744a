import { CountRanksJob, countRanksBlock } from "../kernels/count-ranks";
import { MatrixProductJob, matrixProductBlock } from "../kernels/matrix-product";
import {
  PackRightJob,
  packRightBlock,
  TransposeLeftJob,
  transposeLeftBlock,
} from "../kernels/matrix-product-packing";
import { PackCandidatesJob, packCandidatesBlock, ScoresJob, scoresBlock } from "../kernels/scores";
import { Int8ScoresJob, int8ScoresBlock } from "../kernels/int8-scores";
import { QuantizeRowsJob, quantizeRowsBlock } from "../kernels/quantize-rows";
import { TopKJob, topKBlock } from "../kernels/top-k";
import {
  TopKMergeJob,
  TopKScoresJob,
  topKMergeBlock,
  topKScoresBlock,
} from "../kernels/top-k-scores";
import { softmaxCandidatesBlock, softmaxQueriesBlock } from "../kernels/in-batch-softmax/blocks";
import { SoftmaxJob } from "../kernels/in-batch-softmax/job";

// The numbers by which the other side asks for a kernel: each becomes an exported global.
export const COUNT_RANKS: i32 = 0;
export const INT8_SCORES: i32 = 1;
export const MATRIX_PRODUCT: i32 = 2;
export const PACK_CANDIDATES: i32 = 3;
export const PACK_RIGHT: i32 = 4;
export const QUANTIZE_ROWS: i32 = 5;
export const SCORES: i32 = 6;
export const SOFTMAX_CANDIDATES: i32 = 7;
export const SOFTMAX_QUERIES: i32 = 8;
export const TOP_K: i32 = 9;
export const TOP_K_MERGE: i32 = 10;
export const TOP_K_SCORES: i32 = 11;
export const TRANSPOSE_LEFT: i32 = 12;

/** Does one block of a job: blocks of one job write to different places, in any order. */
export function runBlock(kernel: i32, job: usize, block: i32): void {
  switch (kernel) {
    case COUNT_RANKS:
      countRanksBlock(changetype<CountRanksJob>(job), block);
      return;
    case MATRIX_PRODUCT:
      matrixProductBlock(changetype<MatrixProductJob>(job), block);
      return;
    case INT8_SCORES:
      int8ScoresBlock(changetype<Int8ScoresJob>(job), block);
      return;
    case PACK_CANDIDATES:
      packCandidatesBlock(changetype<PackCandidatesJob>(job), block);
      return;
    case QUANTIZE_ROWS:
      quantizeRowsBlock(changetype<QuantizeRowsJob>(job), block);
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
    case TOP_K:
      topKBlock(changetype<TopKJob>(job));
      return;
    case TOP_K_MERGE:
      topKMergeBlock(changetype<TopKMergeJob>(job), block);
      return;
    case TOP_K_SCORES:
      topKScoresBlock(changetype<TopKScoresJob>(job), block);
      return;
    case TRANSPOSE_LEFT:
      transposeLeftBlock(changetype<TransposeLeftJob>(job), block);
      return;
    default:
      unreachable();
  }
}
