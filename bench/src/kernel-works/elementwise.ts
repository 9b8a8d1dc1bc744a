import { floats, type KernelWork } from "./work.js";

const VALUES = 65_536;

/** Additions, multiplications and divisions of one value; comparing and choosing come on top. */
export const OPERATIONS = { exp: 21, log: 22, tanh: 37 } as const;

function elementwise(name: keyof typeof OPERATIONS): KernelWork {
  return {
    name: `${name} of ${VALUES.toLocaleString("en-US")} values`,
    bound: "arithmetic",
    amount: VALUES * OPERATIONS[name],
    scales: false,
    make(runtime) {
      const values = floats(VALUES).map((value) => (name === "log" ? value + 1 : 10 * value));
      const out = new Float32Array(VALUES);
      return () => runtime[name]({ values, out });
    },
  };
}

export const elementwiseWorks: readonly KernelWork[] = [
  elementwise("exp"),
  elementwise("log"),
  elementwise("tanh"),
];
