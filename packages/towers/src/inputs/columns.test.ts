import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readColumns, writeColumns } from "./columns.js";

const blocks = fc.record({
  rows: fc.integer({ min: 0, max: 5 }),
  dim: fc.integer({ min: 1, max: 11 }),
  before: fc.integer({ min: 0, max: 3 }),
  after: fc.integer({ min: 0, max: 3 }),
});

describe("columns", () => {
  it("are written into their place, and nothing beside them", () => {
    fc.assert(
      fc.property(blocks, ({ rows, dim, before, after }) => {
        const width = before + dim + after;
        const block = Float32Array.from({ length: rows * dim }, (_, i) => i + 1);
        const all = new Float32Array(rows * width).fill(-1);
        writeColumns(block, all, { width, offset: before, dim });
        const expected = Array.from(all, (_, i) => {
          const [row, column] = [Math.floor(i / width), (i % width) - before];
          return column >= 0 && column < dim ? block[row * dim + column] : -1;
        });
        expect([...all]).toEqual(expected);
      }),
    );
  });

  it("are read back as they were written", () => {
    fc.assert(
      fc.property(blocks, ({ rows, dim, before, after }) => {
        const range = { width: before + dim + after, offset: before, dim };
        const block = Float32Array.from({ length: rows * dim }, (_, i) => i + 1);
        const all = new Float32Array(rows * range.width);
        writeColumns(block, all, range);
        const read = new Float32Array(block.length);
        readColumns(all, read, range);
        expect(read).toEqual(block);
      }),
    );
  });
});
