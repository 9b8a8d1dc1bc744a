import { ClippyAdagradJob, clippyDeltasBlock, clippyStepsBlock } from "../kernels/clippy-adagrad-rows";
import { CountRanksJob, countRanksBlock } from "../kernels/count-ranks";
import { ElementwiseJob, expBlock, logBlock, tanhBlock } from "../kernels/elementwise";
import { AccumulateBagsJob, EmbeddingBagsJob, GatherRowsJob, accumulateBagsBlock, embeddingBagsBlock, gatherRowsBlock } from "../kernels/embedding-rows";
import { softmaxCandidatesBlock, softmaxQueriesBlock } from "../kernels/in-batch-softmax/blocks";
import { SoftmaxJob } from "../kernels/in-batch-softmax/job";
import { Int8ScoresJob, int8ScoresBlock } from "../kernels/int8-scores";
import { MatrixProductJob, matrixProductBlock } from "../kernels/matrix-product";
import { PackRightJob, TransposeLeftJob, packRightBlock, transposeLeftBlock } from "../kernels/matrix-product-packing";
import { PointwiseLossJob, logisticBlock, squaredErrorBlock } from "../kernels/pointwise-losses";
import { QuantizeRowsJob, quantizeRowsBlock } from "../kernels/quantize-rows";
import { AdagradRowsJob, AdamRowsJob, SgdRowsJob, adagradRowsBlock, adamRowsBlock, sgdRowsBlock } from "../kernels/row-optimizers";
import { PackCandidatesJob, ScoresJob, packCandidatesBlock, scoresBlock } from "../kernels/scores";
import { TopKJob, topKBlock } from "../kernels/top-k";
import { TopKMergeJob, TopKScoresJob, topKMergeBlock, topKScoresBlock } from "../kernels/top-k-scores";

// The numbers by which the other side asks for a kernel: each becomes an exported global.
export const ACCUMULATE_BAGS: i32 = 0;
export const ADAGRAD_ROWS: i32 = 1;
export const ADAM_ROWS: i32 = 2;
export const CLIPPY_DELTAS: i32 = 3;
export const CLIPPY_STEPS: i32 = 4;
export const COUNT_RANKS: i32 = 5;
export const EMBEDDING_BAGS: i32 = 6;
export const EXP: i32 = 7;
export const GATHER_ROWS: i32 = 8;
export const INT8_SCORES: i32 = 9;
export const LOG: i32 = 10;
export const LOGISTIC: i32 = 11;
export const MATRIX_PRODUCT: i32 = 12;
export const PACK_CANDIDATES: i32 = 13;
export const PACK_RIGHT: i32 = 14;
export const QUANTIZE_ROWS: i32 = 15;
export const SCORES: i32 = 16;
export const SGD_ROWS: i32 = 17;
export const SOFTMAX_CANDIDATES: i32 = 18;
export const SOFTMAX_QUERIES: i32 = 19;
export const SQUARED_ERROR: i32 = 20;
export const TANH: i32 = 21;
export const TOP_K: i32 = 22;
export const TOP_K_MERGE: i32 = 23;
export const TOP_K_SCORES: i32 = 24;
export const TRANSPOSE_LEFT: i32 = 25;

/** Does one block of a job: blocks of one job write to different places, in any order. */
export function runBlock(kernel: i32, job: usize, block: i32): void {
  switch (kernel) {
    case ACCUMULATE_BAGS:
      accumulateBagsBlock(changetype<AccumulateBagsJob>(job), block);
      return;
    case ADAGRAD_ROWS:
      adagradRowsBlock(changetype<AdagradRowsJob>(job), block);
      return;
    case ADAM_ROWS:
      adamRowsBlock(changetype<AdamRowsJob>(job), block);
      return;
    case CLIPPY_DELTAS:
      clippyDeltasBlock(changetype<ClippyAdagradJob>(job), block);
      return;
    case CLIPPY_STEPS:
      clippyStepsBlock(changetype<ClippyAdagradJob>(job), block);
      return;
    case COUNT_RANKS:
      countRanksBlock(changetype<CountRanksJob>(job), block);
      return;
    case EMBEDDING_BAGS:
      embeddingBagsBlock(changetype<EmbeddingBagsJob>(job), block);
      return;
    case EXP:
      expBlock(changetype<ElementwiseJob>(job), block);
      return;
    case GATHER_ROWS:
      gatherRowsBlock(changetype<GatherRowsJob>(job), block);
      return;
    case INT8_SCORES:
      int8ScoresBlock(changetype<Int8ScoresJob>(job), block);
      return;
    case LOG:
      logBlock(changetype<ElementwiseJob>(job), block);
      return;
    case LOGISTIC:
      logisticBlock(changetype<PointwiseLossJob>(job), block);
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
    case QUANTIZE_ROWS:
      quantizeRowsBlock(changetype<QuantizeRowsJob>(job), block);
      return;
    case SCORES:
      scoresBlock(changetype<ScoresJob>(job), block);
      return;
    case SGD_ROWS:
      sgdRowsBlock(changetype<SgdRowsJob>(job), block);
      return;
    case SOFTMAX_CANDIDATES:
      softmaxCandidatesBlock(changetype<SoftmaxJob>(job), block);
      return;
    case SOFTMAX_QUERIES:
      softmaxQueriesBlock(changetype<SoftmaxJob>(job), block);
      return;
    case SQUARED_ERROR:
      squaredErrorBlock(changetype<PointwiseLossJob>(job), block);
      return;
    case TANH:
      tanhBlock(changetype<ElementwiseJob>(job), block);
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
