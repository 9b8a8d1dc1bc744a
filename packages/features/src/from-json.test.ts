import { ConfigError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittedEncoderFromJSON } from "./from-json.js";
import { type FittedStringLookup, stringLookup } from "./string-lookup/string-lookup.js";

describe("fittedEncoderFromJSON", () => {
  it("makes the same encoder again out of JSON text, whatever strings it holds", () => {
    const awkward = fc.constantFrom("", "__proto__", "constructor", "\ud800", "\u2028", '"', "\\");
    const strings = fc.array(fc.oneof(awkward, fc.string({ unit: "binary" })));
    fc.assert(
      fc.property(strings, (column) => {
        const fitted = stringLookup().fit(column);
        const text = JSON.stringify(fitted);
        const again = fittedEncoderFromJSON(JSON.parse(text)) as FittedStringLookup;
        expect(again.vocabulary()).toEqual(fitted.vocabulary());
        expect(again.encode(column)).toEqual(fitted.encode(column));
        expect(again.describe()).toBe(fitted.describe());
        expect(JSON.stringify(again)).toBe(text);
      }),
    );
  });

  it("writes a string lookup as its kind and its vocabulary", () => {
    expect(stringLookup().fit(["__proto__", "a", "a"]).toJSON()).toEqual({
      kind: "stringLookup",
      vocabulary: ["a", "__proto__"],
    });
  });

  it("keeps no hold of the JSON it was given", () => {
    const json = { kind: "stringLookup", vocabulary: ["a"] };
    const fitted = fittedEncoderFromJSON(json) as FittedStringLookup;
    json.vocabulary[0] = "b";
    expect(fitted.vocabulary()).toEqual(["a"]);
  });

  it.each([
    [undefined, /"kind", got undefined/],
    [null, /"kind", got null/],
    ["stringLookup", /"kind", got "stringLookup"/],
    [{}, /"kind", got an object/],
    [{ kind: "soundex" }, /no encoder of kind "soundex"; the kinds are "stringLookup"/],
    [{ kind: "constructor" }, /no encoder of kind "constructor"/],
    [JSON.parse('{"__proto__": {"kind": "stringLookup"}}'), /"kind"/],
    [{ kind: "stringLookup" }, /vocabulary must be an array/],
    [{ kind: "stringLookup", vocabulary: { length: 1 } }, /vocabulary must be an array/],
    [{ kind: "stringLookup", vocabulary: ["a", 1] }, /vocabulary\[1\] is 1/],
    [{ kind: "stringLookup", vocabulary: ["a", "a"] }, /both "a"/],
  ])("refuses %j", (json, message) => {
    expect(() => fittedEncoderFromJSON(json)).toThrow(ConfigError);
    expect(() => fittedEncoderFromJSON(json)).toThrow(message);
  });
});
