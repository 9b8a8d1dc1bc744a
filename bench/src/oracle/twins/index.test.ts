import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pythonFolder } from "../../where.js";
import { twins } from "./index.js";

describe("twins", () => {
  it("are every layer that the Python program knows", () => {
    const program = readFileSync(join(pythonFolder, "keras_preprocessing.py"), "utf8");
    const kinds = program.slice(program.indexOf("\nKINDS = {"));
    const layers = [...kinds.matchAll(/^ {4}"(.+?)":/gm)].map(([, layer]) => layer);
    expect(layers.length).toBeGreaterThan(10);
    expect(twins.map(({ layer }) => layer).sort()).toEqual(layers.sort());
  });

  it("encode what Keras encoded: a text, and a value on the edge of a bucket", () => {
    const of = (name: string) => twins.find(({ layer }) => layer === name);
    const text = {
      settings: { standardize: null, split: "whitespace", vocabulary: ["a", "b"], ragged: true },
      encode: ["b a c", ""],
      expected: [[3, 2, 1], []],
    };
    expect(of("TextVectorization, int")?.encode(text)).toEqual(text.expected);
    const number = { settings: { bin_boundaries: [0, 1] }, encode: [-1, 1], expected: [0, 2] };
    expect(of("Discretization")?.encode(number)).toEqual(number.expected);
  });
});
