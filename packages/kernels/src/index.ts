export { defaultRuntime } from "./default-runtime.js";
export { exp } from "./math/exp.js";
export { exp32 } from "./math/exp32.js";
export { log } from "./math/log.js";
export { log2 } from "./math/log2.js";
export { createRuntime } from "./runtime.js";
export {
  type InBatchSoftmax64Input,
  inBatchSoftmax64,
} from "./twins/in-batch-softmax-64.js";
export type {
  AccidentalHits,
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
