export { exactKernels, inexactKernels } from "./exact-kernels.js";
export { type Recorded, recordKernels } from "./record-kernels.js";
