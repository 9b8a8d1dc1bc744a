import { describe, expect, it } from "vitest";
import {
  ConfigError,
  checkFinite,
  checkIndices,
  checkInteger,
  checkLength,
  checkOneOf,
  checkPositive,
  checkPositiveFloat32,
  NumericError,
  shown,
} from "./index.js";

const NOT_NUMBERS = [undefined, null, "3", [3], { valueOf: () => 3 }, 3n, true];

describe("shown", () => {
  it.each([
    ["text", '"text"'],
    ["two\nlines", '"two\\nlines"'],
    [Number.NaN, "NaN"],
    [undefined, "undefined"],
    [null, "null"],
    [7n, "7"],
    [Symbol("s"), "Symbol(s)"],
    [[1, 2], "an array of 2"],
    [new Float32Array(3), "an array of 3"],
    [{ a: 1, "b\n": 2 }, 'an object with keys "a", "b\\n"'],
    [Object.create(null), "an object with keys (none)"],
    [new DataView(new ArrayBuffer(1)), "an object with keys (none)"],
  ])("%o as %s", (value, expected) => {
    expect(shown(value)).toBe(expected);
  });

  it("cuts what is long", () => {
    expect(shown("x".repeat(1000))).toHaveLength(80);
    expect(shown("x".repeat(1000))).toMatch(/^"x+\.\.\.$/);
  });
});

describe("checkInteger", () => {
  it("returns a whole number that is large enough", () => {
    expect(checkInteger("k", 3, 3)).toBe(3);
    expect(checkInteger("k", Number.MAX_SAFE_INTEGER, 0)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([2, 3.5, Number.NaN, Infinity, 2 ** 53, ...NOT_NUMBERS])("refuses %o", (value) => {
    expect(() => checkInteger("k", value, 3)).toThrow(ConfigError);
  });

  it("says what it wanted and what it got", () => {
    expect(() => checkInteger("batchSize", "8", 1)).toThrow(
      'batchSize must be a whole number of at least 1, got "8".',
    );
  });
});

describe("checkPositive", () => {
  it("returns a finite number above 0", () => {
    expect(checkPositive("rate", Number.MIN_VALUE)).toBe(Number.MIN_VALUE);
  });

  it.each([0, -0, -1, Number.NaN, Infinity, ...NOT_NUMBERS])("refuses %o", (value) => {
    expect(() => checkPositive("rate", value)).toThrow(ConfigError);
  });
});

describe("checkPositiveFloat32", () => {
  it("returns a number that float32 has, rounded or not", () => {
    expect(checkPositiveFloat32("rate", 0.1)).toBe(0.1);
    expect(checkPositiveFloat32("rate", 3.4e38)).toBe(3.4e38);
  });

  it.each([1e-46, 3.5e38])("refuses %o, which float32 makes 0 or infinity of", (value) => {
    expect(() => checkPositiveFloat32("rate", value)).toThrow(
      `rate is ${value}; it must lie between 1e-45 and 3e38.`,
    );
  });

  it.each([0, -1, Number.NaN, Infinity, ...NOT_NUMBERS])("refuses %o", (value) => {
    expect(() => checkPositiveFloat32("rate", value)).toThrow(/must be a finite number above 0/);
  });
});

describe("checkOneOf", () => {
  it("returns the choice", () => {
    expect(checkOneOf("ties", "index", ["index", "optimistic"])).toBe("index");
  });

  it.each(["Index", "", undefined, ["index"]])("refuses %o and names the choices", (value) => {
    expect(() => checkOneOf("ties", value, ["index", "optimistic"])).toThrow(
      `ties must be one of "index", "optimistic", got ${shown(value)}.`,
    );
  });
});

describe("checkLength", () => {
  it("accepts the length that was called for", () => {
    expect(() => checkLength("out", new Float32Array(4), 4)).not.toThrow();
  });

  it("names both lengths otherwise", () => {
    expect(() => checkLength("out", new Float32Array(3), 4)).toThrow(
      new ConfigError("out must hold 4 values, got 3."),
    );
  });
});

describe("checkFinite", () => {
  it("accepts numbers of any size", () => {
    expect(() => checkFinite("loss", [0, -Number.MAX_VALUE, 5e-324])).not.toThrow();
  });

  it.each([Number.NaN, Infinity, -Infinity])("names where it found %o", (value) => {
    expect(() => checkFinite("loss", Float64Array.of(1, value, value))).toThrow(
      new NumericError(`loss[1] is ${value}; every value must be a finite number.`),
    );
  });
});

describe("checkIndices", () => {
  it("accepts every row there is, and no rows of nothing", () => {
    expect(() => checkIndices("rows", Int32Array.of(0, 2, 1), 3)).not.toThrow();
    expect(() => checkIndices("rows", [], 0)).not.toThrow();
  });

  it.each([-1, 3, 0.5, Number.NaN, Infinity])("names where it found %o", (value) => {
    expect(() => checkIndices("rows", [0, value], 3)).toThrow(
      new ConfigError(`rows[1] is ${value}; it must be a whole number from 0, below 3.`),
    );
  });
});
