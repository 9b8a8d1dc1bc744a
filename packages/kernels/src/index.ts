export type { CatalogueSoftmaxInput } from "./kernels/catalogue-softmax/input.js";
export type { CountRanksInput, RankedRows } from "./kernels/count-ranks/input.js";
export type { ElementwiseInput } from "./kernels/elementwise/input.js";
export type {
  AccumulateBagsInput,
  BagsInput,
  EmbeddingBagsInput,
} from "./kernels/embedding-bags/input.js";
export type { AccumulateRowsInput, GatherRowsInput } from "./kernels/embedding-rows/input.js";
export {
  type InBatchSoftmax64Input,
  inBatchSoftmax64,
} from "./kernels/in-batch-softmax/in-batch-softmax-64.js";
export type {
  ForbiddenItems,
  HardNegatives,
  InBatchSoftmaxInput,
  SoftmaxResult,
} from "./kernels/in-batch-softmax/input.js";
export type { QuantizeRowsInput } from "./kernels/int8/quantize-rows/input.js";
export type { Int8ScoresInput } from "./kernels/int8/scores/input.js";
export type { Int8TopKScoresInput } from "./kernels/int8/top-k-scores/input.js";
export type { Int8Vectors } from "./kernels/int8/vectors.js";
export type { MatrixProductInput } from "./kernels/matrix-product/input.js";
export type {
  LogisticInput,
  PointwiseLossInput,
  PointwiseLossResult,
  SquaredErrorInput,
} from "./kernels/pointwise-losses/input.js";
export type { RankScoresInput } from "./kernels/rank-scores/input.js";
export type {
  AdagradRowsInput,
  AdamRowsInput,
  ClippyAdagradRowsInput,
  ClippyAdagradRowsResult,
  RowStepInput,
  SgdRowsInput,
} from "./kernels/row-optimizers/input.js";
export type { ScoresInput } from "./kernels/scores/input.js";
export type { TopKInput } from "./kernels/top-k/input.js";
export type { BestOfQueries, TopKScoresInput } from "./kernels/top-k-scores/input.js";
export { exp } from "./math/exp.js";
export { exp32 } from "./math/exp32.js";
export { log } from "./math/log.js";
export { log2 } from "./math/log2.js";
export { log32 } from "./math/log32.js";
export { tanh32 } from "./math/tanh32.js";
export { createRuntime } from "./runtime/create-runtime.js";
export { defaultRuntime } from "./runtime/default-runtime.js";
export type {
  ResidentInt8Matrix,
  ResidentMatrix,
  ResidentRows,
  Runtime,
  RuntimeOptions,
  SimdLevel,
} from "./runtime/types.js";
