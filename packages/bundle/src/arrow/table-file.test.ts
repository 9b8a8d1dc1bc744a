import { createHash } from "node:crypto";
import { BundleError, ConfigError, NumericError, tableFromColumns } from "@towerkit/core";
import { tableFromIPC } from "@uwdata/flechette";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTable } from "./read/decode-table.js";
import { encodeTable } from "./write/encode-table.js";

type Columns = Record<string, ArrayLike<unknown>>;

const encode = (columns: Columns) => encodeTable(tableFromColumns(columns), "candidates");
const decode = (bytes: Uint8Array) => {
  const table = decodeTable(bytes, "candidates.arrow");
  return Object.fromEntries(table.columnNames().map((name) => [name, table.array(name)]));
};

const films: Columns = {
  movie_id: ["1", "2", "3", "4"],
  movie_title: ["Toy Story (1995)", "", "Léon 🎬", "Toy Story (1995)"],
  studio: ["A", "A", null, "A"],
  movie_genres: [[3, 4], [], [16], [3, 4]],
  words: [["toy", "story"], ["é"], [], ["toy", "story"]],
  is_new: [true, false, null, true],
  rating: [3.5, -0, null, 1e300],
  year: [1995, null, 1994, 1995],
  train_count: Int32Array.of(452, 0, 7, 1),
  score: Float32Array.of(0.1, 2, 3, 4),
};

describe("a table written and read again", () => {
  it("has the same columns and values", () => {
    expect(decode(encode(films))).toEqual(films);
  });

  it("keeps missing values as null", () => {
    expect(decode(encode({ a: ["x", undefined, null], b: [undefined, undefined, null] }))).toEqual({
      a: ["x", null, null],
      b: [null, null, null],
    });
  });

  it("keeps every kind of typed array, and makes whole numbers one", () => {
    const arrays = [
      Int8Array,
      Int16Array,
      Int32Array,
      Uint8Array,
      Uint16Array,
      Uint32Array,
      Float32Array,
      Float64Array,
    ];
    for (const TypedArray of arrays) {
      const column = TypedArray.of(1, 2, 250);
      expect(decode(encode({ column }))["column"]).toEqual(column);
    }
    expect(decode(encode({ whole: [1, -(2 ** 31)] }))["whole"]).toEqual(
      Int32Array.of(1, -(2 ** 31)),
    );
    expect(decode(encode({ large: [1, 2 ** 31] }))["large"]).toEqual(Float64Array.of(1, 2 ** 31));
  });

  it("may have no rows", () => {
    const empty = { a: [], b: new Float32Array(0) };
    expect(decode(encode(empty))).toEqual({ a: [], b: [] });
  });

  it("is the same for any table", () => {
    const text = fc.string({ unit: "binary" }).filter((s) => !/\p{Surrogate}/u.test(s));
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const column = (rows: number) => {
      const of = <T>(value: fc.Arbitrary<T>) =>
        fc.array(value, { minLength: rows, maxLength: rows });
      return fc.oneof(
        of(fc.option(text)),
        of(fc.option(fc.constantFrom("a", "b", "c"))),
        of(fc.option(number)),
        of(fc.option(fc.boolean())),
        of(fc.option(fc.array(text, { maxLength: 4 }))),
        of(fc.option(fc.array(number, { maxLength: 4 }))),
      );
    };
    const table = fc
      .nat(20)
      .chain((rows) => fc.dictionary(text, column(rows), { minKeys: 1, maxKeys: 5 }));
    fc.assert(
      fc.property(table, (columns) => {
        const plain = (found: Columns) =>
          Object.fromEntries(Object.entries(found).map(([name, c]) => [name, Array.from(c)]));
        const bytes = encode(columns);
        expect(plain(decode(bytes))).toEqual({ ...columns });
        const other = tableFromIPC(bytes);
        for (const [i, name] of other.names.entries()) {
          const values = Array.from(other.getChildAt(i), (v) =>
            v && typeof v === "object" ? Array.from(v as ArrayLike<unknown>) : v,
          );
          expect(values).toEqual(columns[name as string]);
        }
      }),
      { seed: 1 },
    );
  });

  it("has the same bytes for the same values, whatever array they come in", () => {
    const typed = { a: Int32Array.of(1, 2), b: ["x", "x"] };
    expect(encode(typed)).toEqual(encode({ a: [1, 2], b: ["x", "x"] }));
    expect(Buffer.compare(encode(films), encode(structuredClone(films)))).toBe(0);
  });

  it("never changes its bytes from one version to the next", () => {
    // Every bundle's digest depends on these.
    const bytes = encode({ id: ["a", "a"], n: [1, 2] });
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(
      "7caeba41cb9d9c9504e6d72a3c82e4c2fa76c2dd4ed241dbb1edb38d1a2cd456",
    );
  });

  it("names repeated strings once", () => {
    const long = "x".repeat(1000);
    expect(encode({ a: new Array(100).fill(long) }).length).toBeLessThan(3000);
  });

  it("takes rows as the table filters and orders them, never `column(name)`", () => {
    const view = {
      numRows: () => 2,
      columnNames: () => ["a"],
      get: () => expect.unreachable(),
      array: () => ["y", "x"],
      column: () => expect.unreachable(),
    };
    expect(decode(encodeTable(view, "view"))).toEqual({ a: ["y", "x"] });
  });
});

describe("a table that an Arrow file cannot hold", () => {
  it.each<[what: string, columns: Columns, message: RegExp]>([
    ["a mixture", { a: ["x", 1] }, /column "a", row 1 is 1; the values before it are strings/],
    ["objects", { a: [null, {}] }, /row 1 is an object.*a bundle keeps strings, numbers/],
    ["big integers", { a: BigInt64Array.of(1n) }, /row 0 is 1;/],
    ["lists and others", { a: [[1], 2] }, /row 1 is 2; the values before it are lists/],
    ["mixed lists", { a: [[1], ["x"]] }, /item 1 is "x"; the values before it are numbers/],
    ["lists of lists", { a: [[[1]]] }, /item 0 is an array of 1/],
    ["lists with null", { a: [["x", null]] }, /item 1 is null/],
    ["lists of booleans", { a: [[true]] }, /lists of booleans|item 0 is true/],
    ["half a surrogate pair", { a: ["ok", "\ud800"] }, /row 1.*not well-formed/],
    ["no columns", {}, /at least one column/],
  ])("%s", (_what, columns, message) => {
    expect(() => encode(columns)).toThrow(ConfigError);
    expect(() => encode(columns)).toThrow(message);
  });

  it.each<[Columns, RegExp]>([
    [{ a: [1, Number.NaN] }, /candidates, column "a", row 1 is NaN/],
    [{ a: Float32Array.of(1, Infinity) }, /column "a", row 1 is Infinity/],
    [{ a: [[1], [-Infinity]] }, /column "a", item 1 is -Infinity/],
  ])("a number that is not finite: %o", (columns, message) => {
    expect(() => encode(columns)).toThrow(NumericError);
    expect(() => encode(columns)).toThrow(message);
  });

  it("a column shorter than its table", () => {
    const broken = { ...tableFromColumns({ a: [1, 2] }), array: () => [1] };
    expect(() => encodeTable(broken, "candidates")).toThrow(/1 values in 2 rows/);
  });
});

describe("a file that is not right", () => {
  const bytes = encode(films);

  it("is refused when it is cut, wherever", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeTable(bytes.subarray(0, length), "x.arrow")).toThrow(BundleError);
    }
  });

  it("is refused when bytes are put before it or after it", () => {
    for (const longer of [
      [0, ...bytes],
      [...bytes, 0],
    ]) {
      expect(() => decodeTable(Uint8Array.from(longer), "x.arrow")).toThrow(/^x\.arrow: /);
    }
  });

  it("is a BundleError, or a table of its size, whatever one byte is changed to", () => {
    for (let position = 0; position < bytes.length; position++) {
      for (const value of [0, 0xff]) {
        const changed = bytes.slice();
        changed[position] = value;
        readAll(changed);
      }
    }
    expect.assertions(bytes.length * 2);
  });

  it("is a BundleError, or a table of its size, whatever some bytes are changed to", () => {
    const footer = fc.integer({ min: bytes.length - 1200, max: bytes.length - 1 });
    const position = fc.oneof(footer, fc.nat(bytes.length - 1));
    const value = fc.constantFrom(0, 1, 2, 4, 8, 0x10, 0x7f, 0x80, 0xfc, 0xff);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(position, value), { minLength: 2, maxLength: 6 }),
        (changes) => {
          const changed = bytes.slice();
          for (const [at, to] of changes) changed[at] = to;
          readAll(changed);
        },
      ),
      { seed: 1, numRuns: 3000 },
    );
  });

  /** One assertion: a typed error, or no more values than the bytes can stand for. */
  function readAll(changed: Uint8Array): void {
    try {
      const values = Object.values(decode(changed))
        .flatMap((column) => Array.from(column))
        .flat();
      expect(values.length).toBeLessThan(changed.length * 8);
    } catch (error) {
      expect(error).toBeInstanceOf(BundleError);
    }
  }
});
