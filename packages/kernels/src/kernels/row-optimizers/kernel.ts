import { RowSpan } from "../../machine/row-span.js";
import { DECLINED, type Kernel } from "../../runtime/kernel.js";
import { adagradRows } from "./adagrad-rows.js";
import { adamRows } from "./adam-rows.js";
import {
  checkAdagradRows,
  checkAdamRows,
  checkClippyAdagradRows,
  checkSgdRows,
  checkSquares,
} from "./check.js";
import { clippyAdagradRows } from "./clippy-adagrad-rows.js";
import { clippyAdagradRowsOnMachine } from "./clippy-vector.js";
import type {
  AdagradRowsInput,
  AdamRowsInput,
  ClippyAdagradRowsInput,
  ClippyAdagradRowsResult,
  SgdRowsInput,
} from "./input.js";
import { sgdRows } from "./sgd-rows.js";
import { adagradRowsOnMachine, adamRowsOnMachine, sgdRowsOnMachine } from "./vector.js";

/**
 * When the machine is faster although it takes the table in and out, measured with 1,180 rows of 32: of
 * 1,664 rows Adagrad takes 73 µs instead of 264, of 5,000 rows 126 instead of 320, of 10,000 rows 230
 * instead of 321, and of 20,000 rows 503 instead of 327. With 480 values it is as fast as the plain one.
 */
const LONG_STEP = { leastValues: 1024, mostSpread: 4 };

/** Plain gradient descent has less to save: 65 µs instead of 92 of 5,000 rows, 148 instead of 188 of 10,000. */
const SHORT_STEP = { leastValues: 4096, mostSpread: 4 };

export const sgdRowsKernel: Kernel<SgdRowsInput> = {
  check: checkSgdRows,
  plain: sgdRows,
  vector: (input, machine) => {
    const span = RowSpan.ifWorthEntering(input, SHORT_STEP);
    return span === undefined ? DECLINED : sgdRowsOnMachine(machine, input, span);
  },
};

export const adagradRowsKernel: Kernel<AdagradRowsInput> = {
  check: checkAdagradRows,
  plain: (input) => {
    checkSquares(input.gradients);
    adagradRows(input);
  },
  vector: (input, machine) => {
    const span = RowSpan.ifWorthEntering(input, LONG_STEP);
    return span === undefined ? DECLINED : adagradRowsOnMachine(machine, input, span);
  },
};

export const adamRowsKernel: Kernel<AdamRowsInput> = {
  check: checkAdamRows,
  plain: adamRows,
  vector: (input, machine) => {
    const span = RowSpan.ifWorthEntering(input, LONG_STEP);
    return span === undefined ? DECLINED : adamRowsOnMachine(machine, input, span);
  },
};

export const clippyAdagradRowsKernel: Kernel<ClippyAdagradRowsInput, ClippyAdagradRowsResult> = {
  check: checkClippyAdagradRows,
  plain: clippyAdagradRows,
  vector: (input, machine) => {
    const span = RowSpan.ifWorthEntering(input, LONG_STEP);
    if (span === undefined) return DECLINED;
    return clippyAdagradRowsOnMachine(machine, input, span) ?? DECLINED;
  },
};
