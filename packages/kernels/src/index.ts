export type { CountRanksInput } from "./kernels/count-ranks/input.js";
export type { ElementwiseInput } from "./kernels/elementwise/input.js";
export type { AccumulateRowsInput, GatherRowsInput } from "./kernels/embedding-rows/input.js";
export {
  type InBatchSoftmax64Input,
  inBatchSoftmax64,
} from "./kernels/in-batch-softmax/in-batch-softmax-64.js";
export type {
  AccidentalHits,
  InBatchSoftmaxInput,
  InBatchSoftmaxResult,
} from "./kernels/in-batch-softmax/input.js";
export type { MatrixProductInput } from "./kernels/matrix-product/input.js";
export type { AdagradRowsInput } from "./kernels/row-optimizers/input.js";
export type { ScoresInput } from "./kernels/scores/input.js";
export type { TopKInput } from "./kernels/top-k/input.js";
export { exp } from "./math/exp.js";
export { exp32 } from "./math/exp32.js";
export { log } from "./math/log.js";
export { log2 } from "./math/log2.js";
export { log32 } from "./math/log32.js";
export { tanh32 } from "./math/tanh32.js";
export { createRuntime } from "./runtime/create-runtime.js";
export { defaultRuntime } from "./runtime/default-runtime.js";
export type { ResidentMatrix, Runtime, RuntimeOptions, SimdLevel } from "./runtime/types.js";
