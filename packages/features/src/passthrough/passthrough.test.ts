import { ConfigError, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import { fittedEncoderFromJSON, passthrough } from "../index.js";

const fitted = passthrough().fit([]);

describe("passthrough", () => {
  it("takes numbers as they are, rounded to float32", () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true })), (values) => {
        const data = Float32Array.from(values);
        expect(fitted.encode(values)).toEqual({ rows: values.length, dim: 1, data });
      }),
    );
    expect([...fitted.encodeOne(879024327)]).toEqual([879024320]);
  });

  it("learns nothing, comes back from JSON, and makes a feature", () => {
    const encoder = passthrough();
    expectSameInPieces(encoder, fc.integer());
    expect(fitted.toJSON()).toEqual({ kind: "passthrough" });
    const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again.encodeOne(2.5)).toEqual(fitted.encodeOne(2.5));
    expect(again.describe()).toBe(fitted.describe());
    expect(encoder.numbers()).toStrictEqual({ kind: "numbers", encoder });
  });

  it("refuses what is not a finite number in float32, naming the row", () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 1e39]) {
      expect(() => fitted.encode([1, wrong], 'column "n"')).toThrow(NumericError);
      expect(() => fitted.encode([1, wrong], 'column "n"')).toThrow(/row 1 .*column "n"/);
      expect(() => fitted.encodeOne(wrong)).toThrow(NumericError);
    }
    for (const wrong of ["1", null, undefined, true, 1n, Symbol("s")]) {
      expect(() => fitted.encode([1, wrong as never])).toThrow(ConfigError);
      expect(() => fitted.encodeOne(wrong as never)).toThrow(ConfigError);
    }
  });
});
