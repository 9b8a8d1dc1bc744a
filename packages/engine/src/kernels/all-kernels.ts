import type { Kernels } from "../backend/kernel.js";
import { elementwiseKernels } from "./elementwise.js";
import { fusedMatrixProductKernels } from "./fused-matrix-product.js";
import { gatherKernels } from "./gather.js";
import { layoutKernels } from "./layout.js";
import { matrixProductKernels } from "./matrix-product.js";
import { partsKernels } from "./parts.js";
import { reductionKernels } from "./reductions.js";
import { softmaxKernels } from "./softmax.js";
import { transcendentalKernels } from "./transcendental.js";
import { unaryKernels } from "./unary.js";

/** The kernels that take the place of the cpu backend's. */
export const allKernels: Kernels = {
  ...elementwiseKernels,
  ...fusedMatrixProductKernels,
  ...gatherKernels,
  ...layoutKernels,
  ...matrixProductKernels,
  ...partsKernels,
  ...reductionKernels,
  ...softmaxKernels,
  ...transcendentalKernels,
  ...unaryKernels,
};
