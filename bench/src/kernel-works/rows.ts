import type { Runtime } from "@towerkit/kernels";
import { distinctIntegers, floats, integers, type KernelWork } from "./work.js";

const TABLE_ROWS = 1_000_000;
const ROWS = 100_000;
const SLOTS = 10_000;
const DIM = 32;
const ROW_BYTES = DIM * 4;
const what = `${ROWS.toLocaleString("en-US")} rows × ${DIM}`;

/** Work on rows of a table far larger than any cache; a row is read or written so many times. */
function rowWork(
  name: string,
  timesMoved: number,
  make: (runtime: Runtime) => () => void,
): KernelWork {
  const amount = timesMoved * ROWS * ROW_BYTES;
  return { name: `${name} ${what}`, bound: "memory", amount, scales: false, make };
}

const made = new Map<string, Float32Array>();

/** A large table, of which the works of one process share each by its name. */
function sharedTable(name: "table" | "accumulator" | "first moments" | "second moments") {
  const table = made.get(name) ?? new Float32Array(TABLE_ROWS * DIM).fill(0.1);
  made.set(name, table);
  return table;
}

/** The rows that an optimizer moves, and by what. */
const step = () => ({
  table: sharedTable("table"),
  dim: DIM,
  rows: distinctIntegers(ROWS, TABLE_ROWS),
  gradients: floats(ROWS * DIM),
  learningRate: 1e-3,
});

export const rowWorks: readonly KernelWork[] = [
  rowWork("gatherRows", 2, (runtime) => {
    const { table, dim, rows } = step();
    const out = new Float32Array(ROWS * DIM);
    return () => runtime.gatherRows({ table, dim, rows, out });
  }),
  rowWork("accumulateRows", 3, (runtime) => {
    const slots = integers(ROWS, SLOTS);
    const [gradients, out] = [floats(ROWS * DIM), new Float32Array(SLOTS * DIM)];
    return () => runtime.accumulateRows({ gradients, dim: DIM, slots, out });
  }),
  rowWork("sgdRows", 3, (runtime) => {
    const input = step();
    return () => runtime.sgdRows(input);
  }),
  rowWork("adagradRows", 5, (runtime) => {
    const input = { ...step(), accumulator: sharedTable("accumulator"), epsilon: 1e-7 };
    return () => runtime.adagradRows(input);
  }),
  rowWork("adamRows", 7, (runtime) => {
    const input = {
      ...step(),
      firstMoments: sharedTable("first moments"),
      secondMoments: sharedTable("second moments"),
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      step: 1,
    };
    return () => runtime.adamRows(input);
  }),
  rowWork("clippyAdagradRows", 5, (runtime) => {
    const input = {
      ...step(),
      accumulator: sharedTable("accumulator"),
      epsilon: 1e-7,
      variableRelativeThreshold: 0.1,
      accumulatorRelativeThreshold: 0,
      absoluteThreshold: 1e-7,
      accumulatorUpdate: "after",
    } as const;
    return () => {
      runtime.clippyAdagradRows(input);
    };
  }),
];
