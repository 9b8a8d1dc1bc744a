import { ConfigError, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import { fittedEncoderFromJSON } from "../from-json.js";
import { cyclical, type Period } from "./cyclical.js";

describe("cyclical", () => {
  it("puts the hours of a day on a circle", () => {
    const hours = [0, 6, 12, 18, 24, -6].map((hour) => hour * 3600);
    expect(cyclical({ period: "day" }).fit([]).encode(hours)).toEqual({
      rows: 6,
      dim: 2,
      data: Float32Array.of(0, 1, 1, 0, 0, -1, -1, 0, 0, 1, -1, 0),
    });
  });

  it.each([
    ["day", 86_400],
    ["week", 604_800],
    ["year", 365.2425 * 86_400],
    [12.5, 12.5],
  ] as [Period, number][])("repeats a %s every %d seconds", (period, seconds) => {
    const fitted = cyclical({ period }).fit([]);
    expect(fitted.seconds).toBe(seconds);
    expect(fitted.encodeOne(seconds / 4)).toEqual(Float32Array.of(1, 0));
    expect(fitted.encodeOne(3 * seconds)).toEqual(Float32Array.of(0, 1));
  });

  it("is within one float32 unit in the last place of the true sine and cosine", () => {
    const fitted = cyclical({ period: "year" }).fit([]);
    fc.assert(
      fc.property(fc.double({ min: -4e9, max: 4e9, noNaN: true }), (moment) => {
        const angle = (2 * Math.PI * (moment % fitted.seconds)) / fitted.seconds;
        const [sine, cosine] = fitted.encodeOne(moment);
        expect(Math.abs(sine - Math.sin(angle))).toBeLessThan(6e-8);
        expect(Math.abs(cosine - Math.cos(angle))).toBeLessThan(6e-8);
      }),
    );
  });

  it("encodes a column as it encodes each value, and the same after JSON", () => {
    const seconds = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
    const periods = fc.oneof(fc.constantFrom<Period>("day", "week", "year"), seconds);
    const moments = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }));
    fc.assert(
      fc.property(periods, moments, (period, values) => {
        const fitted = cyclical({ period }).fit(values);
        const { data } = fitted.encode(values);
        expect(Array.from(data)).toEqual(values.flatMap((value) => [...fitted.encodeOne(value)]));
        const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
        expect(again.encode(values)).toEqual(fitted.encode(values));
      }),
    );
    expectSameInPieces(cyclical({ period: "week" }), fc.double({ noNaN: true, min: 0, max: 1e10 }));
  });

  it("tells its period and makes a feature of numbers", () => {
    const encoder = cyclical({ period: "day" });
    expect(encoder.toJSON()).toEqual({ kind: "cyclical", period: "day" });
    expect(encoder.fit([]).describe()).toBe("cyclical: sine and cosine over 86400 seconds (a day)");
    expect(cyclical({ period: 10 }).fit([]).describe()).toBe(
      "cyclical: sine and cosine over 10 seconds",
    );
    expect(encoder.numbers({ column: "timestamp" })).toStrictEqual({
      kind: "numbers",
      encoder,
      column: "timestamp",
    });
  });
});

describe("cyclical: bad input", () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, "month", "toString", undefined, null])(
    "refuses a period of %s",
    (period) => {
      expect(() => cyclical({ period: period as number })).toThrow(ConfigError);
      expect(() => fittedEncoderFromJSON({ kind: "cyclical", period })).toThrow(ConfigError);
    },
  );

  it("refuses no options at all", () => {
    expect(() => cyclical(undefined as never)).toThrow(/"day", "week", "year"/);
  });

  it("names the row of a moment that is no finite number", () => {
    const fitted = cyclical({ period: "day" }).fit([]);
    expect(() => fitted.encode([0, Number.NaN])).toThrow(NumericError);
    expect(() => fitted.encode([0, Number.NaN])).toThrow(/row 1 .* of the column is NaN/);
    expect(() => fitted.encodeOne(Number.POSITIVE_INFINITY)).toThrow(NumericError);
    const date = new Date(0) as unknown as number;
    expect(() => fitted.encode([date])).toThrow(/Number\(value\)/);
    expect(() => fitted.encodeOne("5" as unknown as number)).toThrow(ConfigError);
  });
});
