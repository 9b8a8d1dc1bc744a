import type { Kernel } from "../../runtime/kernel.js";
import { accumulateRows } from "./accumulate-rows.js";
import { checkAccumulateRows, checkGatherRows } from "./check.js";
import { gatherRows } from "./gather-rows.js";
import type { AccumulateRowsInput, GatherRowsInput } from "./input.js";

export const gatherRowsKernel: Kernel<GatherRowsInput> = {
  check: checkGatherRows,
  plain: gatherRows,
};

export const accumulateRowsKernel: Kernel<AccumulateRowsInput> = {
  check: checkAccumulateRows,
  plain: accumulateRows,
};
