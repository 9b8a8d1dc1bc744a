import type { Generator } from "@towerkit/core";
import { anyFloats, anySize, describeSameBits, oneOf } from "../../../test/same-bits.js";
import { DECLINED } from "../../runtime/kernel.js";
import { logisticKernel, squaredErrorKernel } from "./kernel.js";
import { logisticOnMachine, squaredErrorOnMachine } from "./vector.js";

// The machine does every case here, those too that the kernels leave to the plain ones for being small.

/** Up to 40 rows, or some blocks of them, or just more than enter the memory at a time. */
function anyRows(generator: Generator) {
  const most = generator.below(100) === 0 ? 5000 : 40;
  const count =
    generator.below(2000) === 0 ? 65536 + generator.below(50) : anySize(generator, 0, most);
  const weights = anyFloats(generator, count, oneOf(generator, [1, 100])).map(Math.abs);
  return {
    outputs: anyFloats(generator, count, oneOf(generator, [1, 10, 250])),
    ...(generator.below(2) === 0 && { weights }),
    gradients: new Float32Array(count).fill(7),
  };
}

describeSameBits({
  name: "squaredError",
  kernel: {
    ...squaredErrorKernel,
    vector: (input, machine) => {
      const loss = squaredErrorOnMachine(machine, input);
      return loss === undefined ? DECLINED : { loss };
    },
  },
  anyInput: (generator) => {
    const { outputs, ...rows } = anyRows(generator);
    const size = oneOf(generator, [1, 10, 1e19, 3e38]);
    return { ...rows, predictions: outputs, labels: anyFloats(generator, outputs.length, size) };
  },
});

describeSameBits({
  name: "logistic",
  kernel: {
    ...logisticKernel,
    vector: (input, machine) => ({ loss: logisticOnMachine(machine, input) }),
  },
  anyInput: (generator) => {
    const { outputs, ...rows } = anyRows(generator);
    const isYesOrNo = generator.below(2) === 0;
    const labels = outputs.map(() => (isYesOrNo ? generator.below(2) : generator.uniform()));
    return { ...rows, logits: outputs, labels };
  },
});
