import type { Kernel } from "../../runtime/kernel.js";
import { checkTopK } from "./check.js";
import type { TopKInput } from "./input.js";
import { topK } from "./plain.js";

export const topKKernel: Kernel<TopKInput, number> = {
  check: checkTopK,
  plain: topK,
};
