import { DECLINED, type Kernel } from "../../runtime/kernel.js";
import { checkInBatchSoftmax } from "./check.js";
import type { InBatchSoftmaxInput, SoftmaxResult } from "./input.js";
import { softmax } from "./plain.js";
import { softmaxOnMachine } from "./vector.js";

export const inBatchSoftmaxKernel: Kernel<InBatchSoftmaxInput, SoftmaxResult> = {
  check: (input) => checkInBatchSoftmax(input, "Float32Array"),
  plain: softmax,
  vector: (input, machine) => {
    const loss = softmaxOnMachine(machine, input);
    return loss === undefined ? DECLINED : { loss };
  },
};
