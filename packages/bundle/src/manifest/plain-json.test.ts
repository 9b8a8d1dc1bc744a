import { ConfigError, NumericError } from "@towerkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { harmIn, sortedJson } from "./plain-json.js";

describe("sortedJson", () => {
  it("keeps every value of JSON, and writes equal ones as equal text", () => {
    const object = fc.dictionary(
      fc.string().filter((key) => key !== "__proto__"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(object, (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        const sorted = sortedJson(value, "settings");
        expect(sorted).toEqual({ ...value });
        expect(JSON.stringify(sortedJson(reversed, "settings"))).toBe(JSON.stringify(sorted));
      }),
      { seed: 1 },
    );
  });

  it("leaves out what is undefined", () => {
    expect(sortedJson({ b: undefined, a: { c: undefined } }, "settings")).toEqual({ a: {} });
  });

  it("shares nothing with what it was given", () => {
    const given = { list: [1] };
    const sorted = sortedJson(given, "settings");
    given.list.push(2);
    expect(sorted).toEqual({ list: [1] });
  });

  const circle: Record<string, unknown> = {};
  circle["self"] = circle;

  it.each<[what: string, value: unknown, message: RegExp]>([
    ["a date", { at: new Date(0) }, /settings\.at is an object/],
    ["a map", { map: new Map() }, /settings\.map/],
    ["a typed array", { list: Float32Array.of(1) }, /settings\.list is an array of 1, which JSON/],
    ["a function", { act: () => 1 }, /settings\.act/],
    ["a big integer", { n: 1n }, /settings\.n is 1, which JSON lacks/],
    ["undefined in a list", { list: [undefined] }, /settings\.list\[0\] is undefined/],
    ["a circle", circle, /nested too deeply/],
    ["a key that reaches every object", JSON.parse('{"a":{"__proto__":1}}'), /"__proto__"/],
  ])("refuses %s", (_what, value, message) => {
    expect(() => sortedJson(value, "settings")).toThrow(ConfigError);
    expect(() => sortedJson(value, "settings")).toThrow(message);
  });

  it.each([Number.NaN, Infinity, -Infinity])("refuses %s, which JSON would make null", (value) => {
    expect(() => sortedJson({ top_k: { "1": value } }, "metrics")).toThrow(NumericError);
    expect(() => sortedJson({ top_k: { "1": value } }, "metrics")).toThrow(/metrics\.top_k\.1 is/);
  });
});

describe("harmIn", () => {
  it("finds none in any value without the key", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes("__proto__"));
        expect(harmIn(value)).toBeUndefined();
      }),
      { seed: 1 },
    );
    expect(harmIn({ vocabulary: ["__proto__"] })).toBeUndefined();
  });

  it("finds the key wherever it is", () => {
    expect(harmIn(JSON.parse('[{"a":[{"__proto__":null}]}]'))).toMatch(/__proto__/);
  });
});
