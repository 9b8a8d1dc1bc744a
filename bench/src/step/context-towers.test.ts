import { describe, expect, it } from "vitest";
import { type ContextTowers, contextArrays } from "./context-towers.js";

const floats = (...values: number[]) => ({
  shape: [1, values.length],
  data: Float32Array.from(values),
});

/** Only what is read of towers, with three rows: bags of two words, of none and of one. */
const towers = {
  query: {
    weights: () => ({
      "embedding/user_id": floats(1),
      "embedding/bucket": floats(2),
      "layers/1-dense/kernel": floats(3),
    }),
  },
  candidate: {
    weights: () => ({
      "embedding/movie_title": floats(4),
      "embedding/words": floats(5),
      "layers/1-dense/kernel": floats(6),
    }),
  },
  queries: {
    rows: 3,
    features: [
      Int32Array.of(7, 8, 9),
      Int32Array.of(1, 2, 3),
      { rows: 3, dim: 1, data: Float32Array.of(0.5, 1, 2) },
    ],
  },
  candidates: {
    rows: 3,
    features: [
      Int32Array.of(4, 5, 6),
      {
        starts: Int32Array.of(1, 0, 3),
        ends: Int32Array.of(3, 0, 4),
        values: Int32Array.of(99, 11, 12, 13),
      },
    ],
  },
} as unknown as ContextTowers;

describe("contextArrays", () => {
  it("fills bags of words up with zeros to the longest, as Keras does", () => {
    expect([...(contextArrays(towers)["words.i32"] as Int32Array)]).toEqual([11, 12, 0, 0, 13, 0]);
  });

  it("gives every table and kernel under a name of its own", () => {
    const numbers = Object.entries(contextArrays(towers)).filter(([file]) =>
      /table|kernel/.test(file),
    );
    expect(numbers.flatMap(([, values]) => [...values])).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
