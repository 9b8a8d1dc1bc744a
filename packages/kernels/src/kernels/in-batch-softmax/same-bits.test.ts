import { describeSameBits, oneOf } from "../../../test/same-bits.js";
import { anySoftmax, leavingColumnsOut, withHardNegatives } from "../../../test/softmax-fuzz.js";
import { inBatchSoftmaxKernel } from "./kernel.js";

describeSameBits({
  name: "inBatchSoftmax",
  kernel: inBatchSoftmaxKernel,
  anyInput: (generator) => {
    const input = anySoftmax(generator);
    const withOptions = oneOf(generator, [() => input, leavingColumnsOut, withHardNegatives]);
    return withOptions(generator, input);
  },
});
