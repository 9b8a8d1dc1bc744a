import { DECLINED, type Kernel } from "../../runtime/kernel.js";
import { checkMatrixProduct } from "./check.js";
import type { MatrixProductInput } from "./input.js";
import { matrixProduct } from "./plain.js";
import { matrixProductOnMachine } from "./vector.js";

/** Fewer products take the plain kernel less than the 2 µs that it takes to set the machine to work. */
const WORTH_THE_MACHINE = 2000;

export const matrixProductKernel: Kernel<MatrixProductInput> = {
  check: checkMatrixProduct,
  plain: matrixProduct,
  vector: (input, machine) =>
    input.rows * input.inner * input.columns < WORTH_THE_MACHINE
      ? DECLINED
      : matrixProductOnMachine(machine, input),
};
