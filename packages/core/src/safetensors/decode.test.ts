import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BundleError, decodeSafetensors, encodeSafetensors, type Tensor } from "../index.js";

/** A file with this very header, unpadded, and `size` bytes of data: 0, 1, 2, … */
function fileOf(header: string | Uint8Array, size = 8, headerLength?: bigint): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + size);
  new DataView(bytes.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  for (let i = 0; i < size; i++) bytes[8 + text.length + i] = i;
  return bytes;
}

const entry = (begin: number, end: number, dtype = "U8", shape: unknown = [end - begin]) =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

const faultOf = (bytes: Uint8Array): unknown => {
  try {
    decodeSafetensors(bytes, "weights.safetensors");
  } catch (error) {
    return error;
  }
  return undefined;
};

const values = fc.oneof(
  fc.float32Array({ maxLength: 12 }),
  fc.float64Array({ maxLength: 12 }),
  fc.int32Array({ maxLength: 12 }),
  fc.uint8Array({ maxLength: 12 }),
);
const shapesOf = (length: number) => fc.constantFrom([length], [length, 1], [1, length, 1]);
const tensor: fc.Arbitrary<Tensor> = values.chain((data) =>
  shapesOf(data.length).map((shape) => ({ shape, data })),
);
const RESERVED = ["__proto__", "constructor", "prototype", "__metadata__"];
const name = fc.string({ unit: "binary", maxLength: 6 }).filter((n) => !RESERVED.includes(n));
const tensors = fc.dictionary(name, tensor, { maxKeys: 6 });
const metadata = fc.dictionary(name, fc.string(), { maxKeys: 3 });

describe("decodeSafetensors", () => {
  it("gives back what encodeSafetensors was given", () => {
    fc.assert(
      fc.property(tensors, metadata, (given, notes) => {
        const decoded = decodeSafetensors(encodeSafetensors(given, notes));
        expect({ ...decoded.tensors }).toEqual({ ...given });
        expect({ ...decoded.metadata }).toEqual({ ...notes });
      }),
      { seed: 1 },
    );
  });

  it("gives the same from any position in a larger buffer, pooled Node buffers included", () => {
    const given = { a: { shape: [3], data: Float64Array.of(1, 2, 3) } };
    const bytes = encodeSafetensors(given);
    for (let shift = 0; shift < 9; shift++) {
      const larger = new Uint8Array(bytes.length + 16);
      larger.set(bytes, shift);
      const inside = larger.subarray(shift, shift + bytes.length);
      expect({ ...decodeSafetensors(inside).tensors }).toEqual(given);
      const node = Buffer.from(larger.buffer, shift, bytes.length);
      expect({ ...decodeSafetensors(node).tensors }).toEqual(given);
    }
  });

  it("reads aligned values in place and copies the others", () => {
    const bytes = fileOf(`{"a":${entry(0, 4, "F32", [1])}}`, 4);
    const aligned = encodeSafetensors({ a: { shape: [1], data: Float32Array.of(1) } });
    expect(decodeSafetensors(aligned).tensors["a"]?.data.buffer).toBe(aligned.buffer);
    expect(bytes.length % 4).not.toBe(0);
    const copied = decodeSafetensors(bytes).tensors["a"]?.data;
    expect(copied?.buffer.byteLength).toBe(4);
    expect(copied?.[0]).toBe(new Float32Array(Uint8Array.of(0, 1, 2, 3).buffer)[0]);
  });

  it("reads what other writers may write: any order of names, spaces, escapes, no padding", () => {
    const header = `{ "b" : ${entry(2, 8)}, "\\u0061\\"": ${entry(0, 2)}, "e": ${entry(8, 8)} }  `;
    const { tensors: found } = decodeSafetensors(fileOf(header));
    expect({ ...found }).toEqual({
      b: { shape: [6], data: Uint8Array.of(2, 3, 4, 5, 6, 7) },
      'a"': { shape: [2], data: Uint8Array.of(0, 1) },
      e: { shape: [0], data: new Uint8Array(0) },
    });
  });

  it("returns records in which only the file's names are found", () => {
    const decoded = decodeSafetensors(fileOf("{}", 0));
    expect(decoded.tensors["toString"]).toBeUndefined();
    expect(decoded.metadata["constructor"]).toBeUndefined();
  });

  it("allows a name that stands for something else in another object", () => {
    const header = `{"dtype":${entry(0, 4)},"a":${entry(4, 8)},"__metadata__":{"a":"a","dtype":"{"}}`;
    expect(Object.keys(decodeSafetensors(fileOf(header)).tensors)).toEqual(["dtype", "a"]);
  });
});

describe("a file that is not right is one BundleError", () => {
  const a = entry(0, 8);
  it.each<[what: string, bytes: Uint8Array, message: RegExp]>([
    ["nothing", new Uint8Array(0), /has 0 bytes/],
    ["7 bytes", new Uint8Array(7), /has 7 bytes/],
    ["a header beyond the file", fileOf("{}", 0, 3n), /said to have 3 bytes; at most 2/],
    ["a header of 2^64 - 1", fileOf("{}", 0, 2n ** 64n - 1n), /18446744073709551615 bytes/],
    ["a header that is cut", fileOf(`{"a":${a}}`, 8, 20n), /not JSON/],
    ["no header", fileOf("", 8), /not JSON/],
    ["a header that is not UTF-8", fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), /UTF-8/],
    ["a byte order mark", fileOf(`\ufeff{"a":${a}}`), /not JSON/],
    ["a leading space", fileOf(` {"a":${a}}`), /begin with/],
    ["a list", fileOf(`[${a}]`), /begin with/],
    ["null", fileOf("null"), /begin with/],
    ["a tensor twice", fileOf(`{"a":${a},"a":${a}}`), /"a" twice/],
    ["a tensor twice, once escaped", fileOf(`{"a":${a},"\\u0061" :${a}}`), /"a" twice/],
    ["a field twice", fileOf(`{"a":{"shape":[9],${a.slice(1)}}`), /"shape" twice/],
    ["__proto__", fileOf(`{"__proto__":${a}}`), /reserved name "__proto__"/],
    ["constructor", fileOf(`{"constructor":${a}}`), /reserved name/],
    ["__proto__ in metadata", fileOf(`{"a":${a},"__metadata__":{"__proto__":"x"}}`), /reserved/],
    ["metadata that is no string", fileOf(`{"a":${a},"__metadata__":{"n":1}}`), /not a string/],
    ["metadata that is null", fileOf(`{"a":${a},"__metadata__":null}`), /not an object/],
    ["an entry that is null", fileOf('{"a":null}'), /must have exactly/],
    ["an entry without a shape", fileOf('{"a":{"dtype":"U8","data_offsets":[0,8]}}'), /exactly/],
    ["an entry with more", fileOf(`{"a":{"x":1,${a.slice(1)}}`), /exactly/],
    ["an unknown dtype", fileOf(`{"a":${entry(0, 8, "F16", [4])}}`), /dtype "F16"/],
    ["a dtype of objects", fileOf(`{"a":${entry(0, 8, "constructor")}}`), /dtype "constructor"/],
    ["a shape that is no list", fileOf(`{"a":${entry(0, 8, "U8", "8")}}`), /shape/],
    ["a negative width", fileOf(`{"a":${entry(0, 8, "U8", [-2, -4])}}`), /shape/],
    ["a broken width", fileOf(`{"a":${entry(0, 8, "U8", [0.5, 16])}}`), /shape/],
    ["a huge shape", fileOf(`{"a":${entry(0, 8, "U8", [2 ** 53 - 1, 2 ** 53 - 1])}}`), /shape/],
    ["a shape of another size", fileOf(`{"a":${entry(0, 8, "U8", [9])}}`), /take 9 bytes/],
    ["a large shape", fileOf(`{"a":${entry(0, 8, "F64", [2 ** 40])}}`), /take 8796093022208/],
    ["offsets past the end", fileOf(`{"a":${entry(0, 9)}}`), /take 9 bytes of data, but 8/],
    ["offsets far past the end", fileOf(`{"a":${entry(2 ** 52, 2 ** 52 + 8)}}`), /gap/],
    ["offsets turned round", fileOf(`{"a":${entry(8, 0, "U8", [0])}}`), /spans bytes 8 to 0/],
    ["negative offsets", fileOf(`{"a":${entry(-8, 0)}}`), /two whole numbers/],
    ["three offsets", fileOf('{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8,8]}}'), /two/],
    ["offsets as text", fileOf('{"a":{"dtype":"U8","shape":[8],"data_offsets":["0","8"]}}'), /two/],
    ["an overlap", fileOf(`{"a":${entry(0, 5)},"b":${entry(4, 8)}}`), /"b" overlaps/],
    ["the same bytes twice", fileOf(`{"a":${a},"b":${a}}`), /"b" overlaps/],
    ["a gap", fileOf(`{"a":${entry(0, 3)},"b":${entry(4, 8)}}`), /"b" leaves a gap/],
    ["a gap at the start", fileOf(`{"a":${entry(1, 8)}}`), /"a" leaves a gap/],
    ["bytes at the end that are no one's", fileOf(`{"a":${entry(0, 7)}}`), /7 bytes.*but 8/],
    ["data without tensors", fileOf("{}", 1), /0 bytes.*but 1/],
  ])("%s", (_what, bytes, message) => {
    const error = faultOf(bytes);
    expect(error).toBeInstanceOf(BundleError);
    expect(error).toMatchObject({
      part: "weights.safetensors",
      message: expect.stringMatching(message),
    });
    expect((error as Error).message).toMatch(/^weights\.safetensors: /);
  });

  it("even where it is deeply nested", () => {
    const deep = 100_000;
    const bytes = fileOf(`{"a":${"[".repeat(deep)}${"]".repeat(deep)}}`);
    expect(faultOf(bytes)).toBeInstanceOf(BundleError);
  });

  it("or it is read correctly, however its bytes were changed", () => {
    const original = encodeSafetensors(
      {
        q: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
        "c/é": { shape: [3], data: Uint8Array.of(5, 6, 7) },
        n: { shape: [], data: Float64Array.of(8) },
      },
      { note: "x" },
    );
    const position = fc.nat(original.length - 1);
    const change = fc.record({ position, to: fc.nat(255), cut: fc.nat(3), grow: fc.nat(3) });
    let read = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = Array.from(original);
        for (const { position, to, cut, grow } of changes) {
          bytes.splice(position, cut, ...new Array<number>(grow).fill(to));
        }
        const changed = Uint8Array.from(bytes);
        try {
          const { tensors: found } = decodeSafetensors(changed);
          const size = Object.values(found).reduce((sum, { data }) => sum + data.byteLength, 0);
          expect(size).toBeLessThan(changed.length);
          for (const { shape, data } of Object.values(found)) {
            expect(shape.reduce((product, width) => product * width, 1)).toBe(data.length);
          }
          read++;
        } catch (error) {
          expect(error).toBeInstanceOf(BundleError);
        }
      }),
      { seed: 1, numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
