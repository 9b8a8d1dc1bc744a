import { DECLINED, type Kernel } from "../../runtime/kernel.js";
import { checkInBatchSoftmax } from "./check.js";
import type { InBatchSoftmaxInput, SoftmaxResult } from "./input.js";
import { inBatchSoftmax } from "./plain.js";
import { inBatchSoftmaxOnMachine } from "./vector.js";

export const inBatchSoftmaxKernel: Kernel<InBatchSoftmaxInput, SoftmaxResult> = {
  check: (input) => checkInBatchSoftmax(input, "Float32Array"),
  plain: inBatchSoftmax,
  vector: (input, machine) => {
    const loss = inBatchSoftmaxOnMachine(machine, input);
    return loss === undefined ? DECLINED : { loss };
  },
};
