import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { bitsOf } from "../../../test/bits.js";
import { type Machine, makeMachine } from "../../machine/machine.js";
import { DECLINED } from "../../runtime/kernel.js";
import { Scratch } from "../../runtime/scratch.js";
import { accumulateRowsKernel, gatherRowsKernel } from "../embedding-rows/kernel.js";
import { accumulateBagsKernel, embeddingBagsKernel } from "./kernel.js";

const generator = createGenerator(42, "many bags");
const floats = (length: number) =>
  Float32Array.from({ length }, () => Math.fround(generator.uniform() - 0.5));

/** As many values in the bags as enter the memory in two parts, and 2 entries in each. */
function manyBags(tableRows: number, dim = 250) {
  const count = Math.ceil((1 << 18) / dim) + 10;
  const rows = Int32Array.from({ length: 2 * count }, () => generator.below(tableRows));
  const offsets = Int32Array.from({ length: count + 1 }, (_, bag) => 2 * bag);
  const bags = { dim, offsets, combiner: "mean" as const };
  const table = floats(tableRows * dim);
  const values = floats(count * dim);
  return {
    embedding: { ...bags, table, ids: rows, out: values.slice() },
    accumulation: { ...bags, gradients: values, slots: rows, out: table.slice() },
    gathering: { table, dim, rows: rows.slice(0, count), out: values.slice() },
    sums: { gradients: values, dim, slots: rows.slice(0, count), out: table.slice() },
  };
}

describe("embedding kernels", () => {
  const scratch = new Scratch();
  const machine = async (threads: number) => (await makeMachine({ threads })) as Machine;

  it.each([1, 3])(
    "have the plain kernels' bits when their values enter in parts, on %i threads",
    async (threads) => {
      const held = await machine(threads);
      const found = manyBags(1000);
      const expected = structuredClone(found);
      embeddingBagsKernel.plain(expected.embedding, scratch);
      accumulateBagsKernel.plain(expected.accumulation, scratch);
      gatherRowsKernel.plain(expected.gathering, scratch);
      accumulateRowsKernel.plain(expected.sums, scratch);
      expect([
        embeddingBagsKernel.vector?.(found.embedding, held),
        accumulateBagsKernel.vector?.(found.accumulation, held),
        gatherRowsKernel.vector?.(found.gathering, held),
        accumulateRowsKernel.vector?.(found.sums, held),
      ]).toEqual(Array.from({ length: 4 }));
      for (const name of ["embedding", "accumulation", "gathering", "sums"] as const) {
        expect(bitsOf(found[name].out)).toBe(bitsOf(expected[name].out));
      }
      await held.close();
    },
  );

  it("leave to the plain ones tables that are large beside what is touched of them", async () => {
    const held = await machine(1);
    const { embedding, accumulation, gathering, sums } = manyBags(40_000, 8);
    const few = (rows: Int32Array) => rows.subarray(0, 300);
    const offsets = Int32Array.from({ length: 301 }, (_, i) => i);
    expect([
      embeddingBagsKernel.vector?.({ ...embedding, offsets, ids: few(embedding.ids) }, held),
      accumulateBagsKernel.vector?.(
        { ...accumulation, offsets, slots: few(accumulation.slots) },
        held,
      ),
      gatherRowsKernel.vector?.({ ...gathering, rows: few(gathering.rows) }, held),
      accumulateRowsKernel.vector?.({ ...sums, slots: few(sums.slots) }, held),
    ]).toEqual([DECLINED, DECLINED, DECLINED, DECLINED]);
  });
});
