import { ConfigError, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import { type CrossValue, fittedEncoderFromJSON, hashedCross } from "../index.js";

const fitted = hashedCross({ bins: 1000 }).fit([[], []]);

describe("hashedCross", () => {
  // Keras 3.15.1 on TensorFlow 2.21.0.
  it.each<[CrossValue, number]>([
    [["a", "b"], 986],
    [["", ""], 373],
    [["\0", ""], 136],
    [["a", "101"], 513],
    [["a", "-5"], 969],
    [[1, 2], 357],
    [["a", "b", "c"], 792],
  ])("gives %j the id that Keras gives it", (value, id) => {
    expect(fitted.encodeOne(value)).toBe(id);
    expect([...fitted.encode(value.map((part) => [part, part]))]).toEqual([id, id]);
  });

  it("encodes columns row by row, without a vocabulary", () => {
    const parts = fc.oneof(fc.string(), fc.maxSafeInteger());
    fc.assert(
      fc.property(fc.array(fc.tuple(parts, parts)), (rows) => {
        const ids = fitted.encode([rows.map(([a]) => a), rows.map(([, b]) => b)]);
        expect([...ids]).toEqual(rows.map((row) => fitted.encodeOne(row)));
        expect(ids.every((id) => id >= 0 && id < 1000)).toBe(true);
      }),
    );
  });

  it("learns nothing, and comes back from JSON", () => {
    expectSameInPieces(
      hashedCross({ bins: 9 }),
      fc.tuple(fc.string(), fc.integer()) as fc.Arbitrary<CrossValue>,
      (rows) => [rows.map(([a]) => a as string), rows.map(([, b]) => b as number)],
    );
    expect(fitted.toJSON()).toEqual({ kind: "hashedCross", bins: 1000 });
    const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again.encodeOne(["a", "b"])).toBe(986);
    expect(again.describe()).toBe("hashedCross: 1000 bins, ids 0 to 999, by FingerprintCat64");
  });

  it("makes a feature that names its columns", () => {
    const cross = hashedCross({ bins: 9 });
    const columns = ["age", "genre"];
    expect(cross.embedding(4, { columns })).toStrictEqual({
      kind: "embedding",
      encoder: cross,
      dim: 4,
      columns,
    });
    for (const wrong of [undefined, {}, { columns: ["age"] }, { columns: "age" }]) {
      expect(() => cross.embedding(4, wrong as never)).toThrow(/names of two columns or more/);
    }
    expect(() => cross.embedding(0, { columns })).toThrow(ConfigError);
  });

  it("refuses what it cannot cross, naming the column and the row", () => {
    const names = ['column "a"', 'column "b"'];
    expect(() =>
      fitted.encode(
        [
          ["x", "y"],
          ["z", null as never],
        ],
        names,
      ),
    ).toThrow(/row 1 \(counted from 0\) of column "b" is null/);
    expect(() => fitted.encode([["x"], [true as never]])).toThrow(/column 1 of the cross is true/);
    expect(() => fitted.encode([["x"], [Number.NaN]])).toThrow(NumericError);
    expect(() => fitted.encode([["x"], []], names)).toThrow(
      /column "b" has 0 rows and column "a" has 1/,
    );
    expect(() => fitted.encode([["x"]])).toThrow(/two columns or more/);
    expect(() => fitted.encode("ab" as never)).toThrow(ConfigError);
    expect(() => fitted.encodeOne(["x"])).toThrow(/two parts or more/);
    expect(() => fitted.encodeOne(["x", 0.5])).toThrow(/part 1 of the value is 0.5/);
    expect(() => hashedCross({ bins: 0 })).toThrow(ConfigError);
    expect(() => hashedCross(undefined as never)).toThrow(ConfigError);
  });
});
