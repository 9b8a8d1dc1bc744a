import { describe, expect, it } from "vitest";
import { ConfigError, encodeSafetensors, type Tensor } from "../index.js";

const headerOf = (bytes: Uint8Array) => {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  return new TextDecoder().decode(bytes.subarray(8, 8 + length));
};

const one: Tensor = { shape: [1], data: Float32Array.of(1) };

describe("encodeSafetensors", () => {
  it("writes the bytes that the format describes", () => {
    const bytes = encodeSafetensors({ a: { shape: [1, 2], data: Int32Array.of(1, -2) } });
    const header = '{"a":{"dtype":"I32","shape":[1,2],"data_offsets":[0,8]}}';
    expect(header.length % 8).toBe(0);
    expect(Buffer.from(bytes.subarray(0, 8)).toString("hex")).toBe("3800000000000000");
    expect(headerOf(bytes)).toBe(header);
    expect(Buffer.from(bytes.subarray(8 + header.length)).toString("hex")).toBe("01000000feffffff");
  });

  it("writes each type of values under its name in the format", () => {
    const bytes = encodeSafetensors({
      f32: { shape: [0, 3], data: new Float32Array(0) },
      f64: { shape: [], data: Float64Array.of(0.5) },
      i32: { shape: [1], data: Int32Array.of(7) },
      u8: { shape: [2], data: Uint8Array.of(8, 9) },
    });
    expect(JSON.parse(headerOf(bytes))).toEqual({
      f32: { dtype: "F32", shape: [0, 3], data_offsets: [0, 0] },
      f64: { dtype: "F64", shape: [], data_offsets: [0, 8] },
      i32: { dtype: "I32", shape: [1], data_offsets: [8, 12] },
      u8: { dtype: "U8", shape: [2], data_offsets: [12, 14] },
    });
  });

  it("fills the header up with spaces, so that the data is aligned", () => {
    for (let length = 1; length <= 16; length++) {
      const header = headerOf(encodeSafetensors({ ["n".repeat(length)]: one }));
      expect(header.length % 8).toBe(0);
      expect(header).toMatch(/^\{.*\} {0,7}$/);
    }
  });

  it("puts names in byte order, whatever the order they came in", () => {
    const names = ["b", "a", "10", "9", "", "a/b", "\u{1f600}", "\uffee", "Z"];
    const record = (order: string[]) => Object.fromEntries(order.map((name) => [name, one]));
    const bytes = encodeSafetensors(record(names), { z: "1", y: "2", "7": "3" });
    expect(encodeSafetensors(record(names.toReversed()), { "7": "3", y: "2", z: "1" })).toEqual(
      bytes,
    );
    const inOrder = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const written = Array.from(headerOf(bytes).matchAll(/"([^"]*)":\{"dtype"/g), (m) => m[1]);
    expect(written).toEqual(inOrder);
    expect(headerOf(bytes)).toMatch(/^\{"__metadata__":\{"7":"3","y":"2","z":"1"\},/);
  });

  it("reads only its own part of a larger buffer, and shares nothing with it", () => {
    const larger = Float32Array.of(1, 2, 3, 4);
    const bytes = encodeSafetensors({ part: { shape: [2], data: larger.subarray(1, 3) } });
    larger.fill(9);
    expect(new Float32Array(bytes.slice(-8).buffer)).toEqual(Float32Array.of(2, 3));
  });

  it.each([
    ["a shape that needs more values", { a: { shape: [3], data: Float32Array.of(1, 2) } }],
    ["a negative width", { a: { shape: [-1, -2], data: Float32Array.of(1, 2) } }],
    ["a broken width", { a: { shape: [0.5, 4], data: Float32Array.of(1, 2) } }],
    ["a shape beyond counting", { a: { shape: [2 ** 52, 2 ** 52], data: new Uint8Array(0) } }],
    ["values in a plain array", { a: { shape: [1], data: [1] } }],
    ["values of another type", { a: { shape: [1], data: Int16Array.of(1) } }],
    ["a name of the header's own", { __metadata__: one }],
    ["a name that reaches other objects", { ["__proto__"]: one }],
    ["another such name", { constructor: one }],
  ])("refuses %s", (_what, tensors) => {
    expect(() => encodeSafetensors(tensors as unknown as Record<string, Tensor>)).toThrow(
      ConfigError,
    );
  });

  it("refuses metadata that is no string or has a reserved name", () => {
    const write = (metadata: unknown) => encodeSafetensors({}, metadata as Record<string, string>);
    expect(() => write({ seed: 42 })).toThrow(
      new ConfigError('metadata "seed" must be a string, got 42.'),
    );
    expect(() => write({ ["__proto__"]: "x" })).toThrow(ConfigError);
  });
});
