import { ConfigError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import { fittedEncoderFromJSON, multiHot } from "../index.js";

describe("multiHot", () => {
  it("writes 1 at every index of a row, as Keras does", () => {
    // multi_hot_5 of the golden values: Keras 3.15.1 on TensorFlow 2.21.0.
    const { rows, dim, data } = multiHot({ size: 5 })
      .fit([])
      .encode([[0, 2], [1, 1], Int32Array.of(4, 0), []]);
    expect([rows, dim]).toEqual([4, 5]);
    expect([...data]).toEqual([1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it("counts where it is asked to", () => {
    const fitted = multiHot({ size: 3, output: "count" }).fit([]);
    expect([...fitted.encodeOne([1, 0, 1, 1])]).toEqual([1, 3, 0]);
    expect(fitted.describe()).toBe("multiHot: 3 numbers, how often an index stands in a row");
  });

  it("holds for every list of indices what counting them by hand gives", () => {
    const lists = fc.array(fc.array(fc.integer({ min: 0, max: 6 })));
    const one = multiHot({ size: 7 }).fit([]);
    const count = multiHot({ size: 7, output: "count" }).fit([]);
    fc.assert(
      fc.property(lists, (rows) => {
        const counted = rows.flatMap((row) =>
          Array.from({ length: 7 }, (_, index) => row.filter((each) => each === index).length),
        );
        expect([...count.encode(rows).data]).toEqual(counted);
        expect([...one.encode(rows).data]).toEqual(counted.map((times) => Math.min(times, 1)));
        expect(rows.map((row) => one.encodeOne(row)).flatMap((row) => [...row])).toEqual([
          ...one.encode(rows).data,
        ]);
      }),
    );
  });

  it("learns nothing, comes back from JSON, and makes a feature of numbers", () => {
    const encoder = multiHot({ size: 7, output: "count" });
    expectSameInPieces(encoder, fc.array(fc.integer({ min: 0, max: 6 })));
    const fitted = encoder.fit([]);
    expect(fitted.toJSON()).toEqual({ kind: "multiHot", size: 7, output: "count" });
    const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again.encode([[1, 1]])).toEqual(fitted.encode([[1, 1]]));
    expect(encoder.numbers({ column: "genres" })).toStrictEqual({
      kind: "numbers",
      encoder,
      column: "genres",
    });
  });

  it("refuses indices out of range and rows that are no lists, naming them", () => {
    const fitted = multiHot({ size: 3 }).fit([]);
    for (const wrong of [3, -1, 0.5, Number.NaN, "1", null]) {
      expect(() => fitted.encode([[0], [1, wrong as number]], 'column "g"')).toThrow(ConfigError);
      expect(() => fitted.encode([[0], [1, wrong as number]], 'column "g"')).toThrow(
        /index 1 of row 1 \(counted from 0\) of column "g"/,
      );
    }
    for (const wrong of [null, undefined, 1, "12", {}]) {
      expect(() => fitted.encode([wrong as never])).toThrow(/row 0 .* must be an array of indices/);
      expect(() => fitted.encodeOne(wrong as never)).toThrow(ConfigError);
    }
    expect(() => multiHot({ size: 0 })).toThrow(ConfigError);
    expect(() => multiHot({ size: 2, output: "one" as never })).toThrow(/"multiHot", "count"/);
    expect(() => multiHot(undefined as never)).toThrow(ConfigError);
  });
});
