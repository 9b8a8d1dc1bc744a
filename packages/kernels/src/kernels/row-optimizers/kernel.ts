import type { Kernel } from "../../runtime/kernel.js";
import { adagradRows } from "./adagrad-rows.js";
import { checkAdagradRows } from "./check.js";
import type { AdagradRowsInput } from "./input.js";

export const adagradRowsKernel: Kernel<AdagradRowsInput> = {
  check: checkAdagradRows,
  plain: adagradRows,
};
