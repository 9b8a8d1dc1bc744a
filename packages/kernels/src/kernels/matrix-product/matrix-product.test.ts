import { createGenerator } from "@towerkit/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Machine, makeMachine } from "../../machine/machine.js";
import { createRuntime } from "../../runtime/create-runtime.js";
import { LocalRuntime } from "../../runtime/local-runtime.js";
import type { Runtime } from "../../runtime/types.js";
import { chunkSize, chunksOf } from "./chunks.js";
import type { MatrixProductInput } from "./input.js";
import { matrixProductOnMachine } from "./vector.js";

const { fround } = Math;

type Transposed = "left" | "right" | undefined;
const layouts: Transposed[] = [undefined, "left", "right"];

/** The product by its definition, of matrices that are given the ordinary way round. */
function byDefinition(left: readonly number[][], right: readonly number[][], columns: number) {
  return left.map((row) =>
    Array.from({ length: columns }, (_, c) =>
      row.reduce((sum, value, k) => fround(sum + fround(value * right[k][c])), 0),
    ),
  );
}

function inputOf(
  left: readonly number[][],
  right: readonly number[][],
  { inner, columns, transposed }: { inner: number; columns: number; transposed: Transposed },
): MatrixProductInput {
  const flat = (matrix: readonly number[][], width: number, isTransposed: boolean) =>
    Float32Array.from(
      isTransposed
        ? Array.from({ length: width }, (_, c) => matrix.map((row) => row[c])).flat()
        : matrix.flat(),
    );
  return {
    left: flat(left, inner, transposed === "left"),
    right: flat(right, columns, transposed === "right"),
    rows: left.length,
    inner,
    columns,
    ...(transposed && { transposed }),
    out: new Float32Array(left.length * columns).fill(7),
  };
}

describe.each(["plain", "vector"])("runtime.matrixProduct, %s", (kind) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime =
      kind === "plain"
        ? new LocalRuntime({ machine: undefined })
        : await createRuntime({ threads: 1 });
  });
  afterAll(() => runtime.close());

  const product = (input: MatrixProductInput) => {
    runtime.matrixProduct(input);
    return [...input.out];
  };

  it.each(layouts)("multiplies two small matrices, transposed: %s", (transposed) => {
    const left = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const right = [
      [7, 8],
      [9, 10],
      [11, 12],
    ];
    const input = inputOf(left, right, { inner: 3, columns: 2, transposed });
    expect(product(input)).toEqual([58, 64, 139, 154]);
  });

  it("is, bit for bit, its definition, whatever the shape and layout", () => {
    const value = fc.oneof(
      fc.float({ min: -1000, max: 1000, noNaN: true }),
      fc.float(),
      fc.constantFrom(...[0, -0, 1e38, 1e-42, Infinity].map(fround)),
    );
    const matrix = (rows: number, columns: number) =>
      fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      });
    const anyCase = fc
      .tuple(fc.nat(14), fc.nat(14), fc.nat(14), fc.constantFrom(...layouts))
      .chain(([rows, inner, columns, transposed]) =>
        fc.record({
          left: matrix(rows, inner),
          right: matrix(inner, columns),
          sizes: fc.constant({ inner, columns, transposed }),
        }),
      );
    fc.assert(
      fc.property(anyCase, ({ left, right, sizes }) => {
        const expected = Float32Array.from(byDefinition(left, right, sizes.columns).flat());
        expect(Float32Array.from(product(inputOf(left, right, sizes)))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("rounds a product before it is added", () => {
    // The product is 1 + 2⁻¹¹ + 2⁻²⁴, of which float32 keeps 1 + 2⁻¹¹; a fused step would leave 2⁻²⁴.
    const x = 1 + 2 ** -12;
    const sizes = { inner: 2, columns: 1, transposed: undefined };
    expect(product(inputOf([[-1, x]], [[1 + 2 ** -11], [x]], sizes))).toEqual([0]);
  });

  it.each([
    [0, 3, 2],
    [2, 3, 0],
    [0, 0, 0],
  ])("gives an empty product for %d × %d × %d", (rows, inner, columns) => {
    const left = Array.from({ length: rows }, () => new Array<number>(inner).fill(1));
    const right = Array.from({ length: inner }, () => new Array<number>(columns).fill(1));
    expect(product(inputOf(left, right, { inner, columns, transposed: undefined }))).toEqual([]);
  });

  it("gives zeros where there is nothing to sum", () => {
    const input = inputOf([[], []], [], { inner: 0, columns: 2, transposed: undefined });
    expect(product(input)).toEqual([0, 0, 0, 0]);
  });

  it("lets what is not a number flow through, with the same bits always", () => {
    const strange = new Float32Array(new Uint32Array([0xffc12345]).buffer)[0];
    const left = [
      [strange, 1],
      [Infinity, 1],
      [1, 1],
      [Infinity, -Infinity],
    ];
    const input = inputOf(
      left,
      [
        [0, 1],
        [0, 1],
      ],
      { inner: 2, columns: 2, transposed: undefined },
    );
    runtime.matrixProduct(input);
    const nan = 0x7fc00000;
    const [one, infinity] = new Uint32Array(Float32Array.of(2, Infinity).buffer);
    expect([...new Uint32Array(input.out.buffer)]).toEqual([
      nan,
      nan,
      nan,
      infinity,
      0,
      one,
      nan,
      nan,
    ]);
  });

  it.each([
    { rows: 70, inner: 17_000, columns: 9 },
    { rows: 70, inner: 30, columns: 5_000 },
    { rows: 1_100, inner: 1_000, columns: 3 },
  ])("gives the same where it cuts what is too large, %o", (sizes) => {
    expect([...chunksOf(sizes)].length).toBeGreaterThan(1);
    for (const transposed of layouts) expect(wrongValues(runtime, sizes, transposed)).toEqual([]);
  });
});

/** Where a product of small whole numbers, whose sums are exact in any order, is not what it should be. */
function wrongValues(
  runtime: Runtime,
  { rows, inner, columns }: { rows: number; inner: number; columns: number },
  transposed: Transposed,
): number[] {
  const [leftRow, leftInner] = transposed === "left" ? [1, rows] : [inner, 1];
  const [rightInner, rightColumn] = transposed === "right" ? [1, inner] : [columns, 1];
  const left = Float32Array.from({ length: rows * inner }, (_, i) => ((i * 7) % 13) - 6);
  const right = Float32Array.from({ length: inner * columns }, (_, i) => ((i * 5) % 11) - 5);
  const out = new Float32Array(rows * columns).fill(7);
  runtime.matrixProduct({
    left,
    right,
    rows,
    inner,
    columns,
    ...(transposed && { transposed }),
    out,
  });
  const wrong: number[] = [];
  for (let i = 0; i < out.length; i += 37) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum += left[row * leftRow + k * leftInner] * right[k * rightInner + column * rightColumn];
    }
    if (out[i] !== sum) wrong.push(i);
  }
  return wrong;
}

describe("a fast runtime's matrixProduct", () => {
  it.each(layouts)("rounds once where others round twice, transposed: %s", async (transposed) => {
    const [fast, exact] = [await createRuntime({ fast: true }), await createRuntime()];
    const sizes = { rows: 33, inner: 65, columns: 17 };
    const generator = createGenerator(42, "fast matrix product");
    const floats = (length: number) => Float32Array.from({ length }, () => generator.uniform());
    const input = { left: floats(33 * 65), right: floats(65 * 17), ...sizes };
    const products = [fast, exact].map((runtime) => {
      const out = new Float32Array(33 * 17);
      runtime.matrixProduct({ ...input, ...(transposed && { transposed }), out });
      return out;
    });
    const furthest = Math.max(...products[0].map((value, i) => Math.abs(value - products[1][i])));
    // Sums of 65 products below 1, each rounded to within 2⁻¹⁹ at most.
    expect(furthest).toBeLessThan(65 * 2 ** -19);
    await Promise.all([fast.close(), exact.close()]);
  });
});

describe("matrixProductOnMachine", () => {
  it("keeps to 20 MB, whatever the sizes", async () => {
    const machine = (await makeMachine({ threads: 1 })) as Machine;
    for (const [rows, inner, columns] of [
      [32_768, 32, 8],
      [64, 16_384, 64],
      [300, 1000, 1100],
      [16, 16, 70_000],
    ]) {
      matrixProductOnMachine(machine, {
        left: new Float32Array(rows * inner),
        right: new Float32Array(inner * columns),
        rows,
        inner,
        columns,
        transposed: "left",
        out: new Float32Array(rows * columns),
      });
    }
    expect(machine.memory.bytes).toBeGreaterThan(16 * 2 ** 20);
    expect(machine.memory.bytes).toBeLessThan(20 * 2 ** 20);
    await machine.close();
  });
});

describe("chunksOf", () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 100_000 }));

  it("keeps every chunk of an operand to 4 MB, and of the result to 1 MB", () => {
    fc.assert(
      fc.property(size, size, size, fc.constantFrom(...layouts), (rows, inner, columns, layout) => {
        const most = chunkSize({ rows, inner, columns, ...(layout && { transposed: layout }) });
        expect(most.rows * most.inner).toBeLessThanOrEqual(2 ** 20);
        expect(most.inner * most.columns).toBeLessThanOrEqual(2 ** 20);
        expect(most.rows * most.columns).toBeLessThanOrEqual(2 ** 18);
      }),
    );
  });

  it("covers every product once, the sums of one place in rising order", () => {
    const chunks = [...chunksOf({ rows: 700, inner: 20_000, columns: 1_500 })];
    const products = chunks.map(({ rows, inner, columns }) => rows * inner * columns);
    expect(products.reduce((sum, product) => sum + product)).toBe(700 * 20_000 * 1_500);
    const reached = new Map<string, number>();
    for (const { firstRow, firstColumn, firstInner, inner } of chunks) {
      const place = `${firstRow} ${firstColumn}`;
      expect(firstInner).toBe(reached.get(place) ?? 0);
      reached.set(place, firstInner + inner);
    }
    expect([...reached.values()].every((inner) => inner === 20_000)).toBe(true);
  });
});
