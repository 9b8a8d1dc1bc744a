import type { Kernel } from "../../runtime/kernel.js";
import { checkMatrixProduct } from "./check.js";
import type { MatrixProductInput } from "./input.js";
import { matrixProduct } from "./plain.js";
import { matrixProductOnMachine } from "./vector.js";

export const matrixProductKernel: Kernel<MatrixProductInput> = {
  check: checkMatrixProduct,
  plain: matrixProduct,
  vector: (input, machine) => matrixProductOnMachine(machine, input),
};
