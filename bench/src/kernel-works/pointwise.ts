import { floats, type KernelWork } from "./work.js";

const ROWS = 1_000_000;
const FLOAT = 4;

/** Reads a prediction and a label, and writes a gradient. */
const pointwise = { bound: "memory", amount: 3 * ROWS * FLOAT, scales: false } as const;
const labels = () => floats(ROWS).map((value) => value + 0.5);

export const pointwiseLosses: readonly KernelWork[] = [
  {
    ...pointwise,
    name: `squaredError ${ROWS.toLocaleString("en-US")} rows`,
    make(runtime) {
      const input = {
        predictions: floats(ROWS),
        labels: labels(),
        gradients: new Float32Array(ROWS),
      };
      return () => {
        runtime.squaredError(input);
      };
    },
  },
  {
    ...pointwise,
    name: `logistic ${ROWS.toLocaleString("en-US")} rows`,
    make(runtime) {
      const input = { logits: floats(ROWS), labels: labels(), gradients: new Float32Array(ROWS) };
      return () => {
        runtime.logistic(input);
      };
    },
  },
];
