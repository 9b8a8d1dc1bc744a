import { DECLINED, type Kernel } from "../../runtime/kernel.js";
import { checkSoftmax } from "../in-batch-softmax/check.js";
import type { SoftmaxInput, SoftmaxResult } from "../in-batch-softmax/input.js";
import { softmax } from "../in-batch-softmax/plain.js";
import { softmaxOnMachine } from "../in-batch-softmax/vector.js";
import type { CatalogueSoftmaxInput } from "./input.js";

/** The softmax of a batch whose columns are the catalogue: each candidate one column, of weight 1. */
export const catalogueSoftmaxKernel: Kernel<CatalogueSoftmaxInput, SoftmaxResult> = {
  check: (input) => checkSoftmax(input, "Float32Array"),
  plain: (input, scratch) => softmax(withColumnsOnly(input), scratch),
  vector: (input, machine) => {
    const loss = softmaxOnMachine(machine, withColumnsOnly(input));
    return loss === undefined ? DECLINED : { loss };
  },
};

/** Lets nothing through that only the softmax of a batch knows, and that was not checked. */
function withColumnsOnly(input: CatalogueSoftmaxInput): SoftmaxInput {
  return {
    queries: input.queries,
    candidates: input.candidates,
    dim: input.dim,
    positiveOffsets: input.positiveOffsets,
    positiveCandidates: input.positiveCandidates,
    positiveWeights: input.positiveWeights,
    ...(input.temperature !== undefined && { temperature: input.temperature }),
    queryGradients: input.queryGradients,
    candidateGradients: input.candidateGradients,
  };
}
