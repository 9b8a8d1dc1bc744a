import { floats, integers, type KernelWork } from "./work.js";

const TABLE_ROWS = 10_000;
const BAGS = 20_000;
const PER_BAG = 5;
const DIM = 32;
const ROW_BYTES = DIM * 4;
const what = `${BAGS.toLocaleString("en-US")} bags of ${PER_BAG} × ${DIM}`;

const bags = () => ({
  dim: DIM,
  offsets: Int32Array.from({ length: BAGS + 1 }, (_, bag) => bag * PER_BAG),
  combiner: "mean" as const,
});

const embed: KernelWork = {
  name: `embeddingBags ${what}`,
  bound: "memory",
  amount: (PER_BAG + 1) * BAGS * ROW_BYTES,
  scales: false,
  make(runtime) {
    const input = {
      ...bags(),
      table: floats(TABLE_ROWS * DIM),
      ids: integers(BAGS * PER_BAG, TABLE_ROWS),
      out: new Float32Array(BAGS * DIM),
    };
    return () => runtime.embeddingBags(input);
  },
};

const accumulate: KernelWork = {
  name: `accumulateBags ${what}`,
  bound: "memory",
  amount: (2 * PER_BAG + 1) * BAGS * ROW_BYTES,
  scales: false,
  make(runtime) {
    const input = {
      ...bags(),
      gradients: floats(BAGS * DIM),
      slots: integers(BAGS * PER_BAG, TABLE_ROWS),
      out: new Float32Array(TABLE_ROWS * DIM),
    };
    return () => runtime.accumulateBags(input);
  },
};

export const bagWorks: readonly KernelWork[] = [embed, accumulate];
