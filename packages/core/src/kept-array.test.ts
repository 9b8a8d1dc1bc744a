import { describe, expect, it } from "vitest";
import { KeptArray } from "./kept-array.js";

describe("KeptArray", () => {
  it("gives as many numbers as are asked for", () => {
    const kept = new KeptArray(Float32Array);
    expect([3, 0, 2, 5].map((length) => kept.take(length).length)).toEqual([3, 0, 2, 5]);
  });

  it("gives the same memory again while that is enough, and no longer", () => {
    const kept = new KeptArray(Int32Array);
    const first = kept.take(4);
    expect(kept.take(2).buffer).toBe(first.buffer);
    expect(kept.take(4).buffer).toBe(first.buffer);
    expect(kept.take(5).buffer).not.toBe(first.buffer);
  });
});
