import {
  ClippyAdagradJob,
  clippyDeltasBlock,
  clippyStepsBlock,
} from "../kernels/clippy-adagrad-rows";
import { CountRanksJob, countRanksBlock } from "../kernels/count-ranks";
import { logisticBlock, PointwiseLossJob, squaredErrorBlock } from "../kernels/pointwise-losses";
import {
  AdagradRowsJob,
  AdamRowsJob,
  adagradRowsBlock,
  adamRowsBlock,
  SgdRowsJob,
  sgdRowsBlock,
} from "../kernels/row-optimizers";
import {
  AccumulateBagsJob,
  accumulateBagsBlock,
  EmbeddingBagsJob,
  embeddingBagsBlock,
  GatherRowsJob,
  gatherRowsBlock,
} from "../kernels/embedding-rows";
import { PackCandidatesJob, packCandidatesBlock, ScoresJob, scoresBlock } from "../kernels/scores";
import { SoftmaxJob, softmaxCandidatesBlock, softmaxQueriesBlock } from "../kernels/in-batch-softmax";

// The numbers by which the other side asks for a kernel: each becomes an exported global.
export const COUNT_RANKS: i32 = 0;
export const PACK_CANDIDATES: i32 = 1;
export const SCORES: i32 = 2;
export const SOFTMAX_CANDIDATES: i32 = 3;
export const SOFTMAX_QUERIES: i32 = 4;
export const ADAGRAD_ROWS: i32 = 40;
export const ADAM_ROWS: i32 = 41;
export const CLIPPY_DELTAS: i32 = 42;
export const CLIPPY_STEPS: i32 = 43;
export const SGD_ROWS: i32 = 44;
export const ACCUMULATE_BAGS: i32 = 45;
export const EMBEDDING_BAGS: i32 = 46;
export const GATHER_ROWS: i32 = 47;
export const LOGISTIC: i32 = 48;
export const SQUARED_ERROR: i32 = 49;

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
    case GATHER_ROWS:
      gatherRowsBlock(changetype<GatherRowsJob>(job), block);
      return;
    case LOGISTIC:
      logisticBlock(changetype<PointwiseLossJob>(job), block);
      return;
    case PACK_CANDIDATES:
      packCandidatesBlock(changetype<PackCandidatesJob>(job), block);
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
    default:
      unreachable();
  }
}
