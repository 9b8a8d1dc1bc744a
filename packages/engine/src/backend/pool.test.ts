import { describe, expect, it } from "vitest";
import { ArrayPool } from "./pool.js";

describe("ArrayPool", () => {
  it("hands an array out again once it was given back, also for a slightly different length", () => {
    const pool = new ArrayPool();
    const first = pool.take(5000);
    pool.giveBack(first);
    expect(pool.take(5000)).toBe(first);
    pool.giveBack(first);
    const shorter = pool.take(4990);
    expect(shorter.buffer).toBe(first.buffer);
    expect(shorter).toHaveLength(4990);
  });

  it("never hands out an array that is in use", () => {
    const pool = new ArrayPool();
    expect(pool.take(5000).buffer).not.toBe(pool.take(5000).buffer);
  });

  it("keeps neither what somebody else has nor what is not its own, nor anything twice", () => {
    const pool = new ArrayPool();
    const shared = pool.take(5000);
    pool.share(shared);
    pool.giveBack(shared);
    pool.giveBack(new Float32Array(5000));
    expect(pool.held).toBe(0);
    const own = pool.take(5000);
    pool.giveBack(own);
    pool.giveBack(own);
    expect(pool.take(5000).buffer).toBe(own.buffer);
    expect(pool.take(5000).buffer).not.toBe(own.buffer);
  });

  it("does not bother with small arrays", () => {
    const pool = new ArrayPool();
    pool.giveBack(pool.take(100));
    expect(pool.held).toBe(0);
  });

  it("holds no more than so much, and lets go of it", () => {
    const pool = new ArrayPool();
    const large = Array.from({ length: 5 }, () => pool.take(2 ** 23));
    for (const values of large) pool.giveBack(values);
    expect(pool.held).toBe(2 ** 23);
    pool.clear();
    expect(pool.held).toBe(0);
  });

  it("wastes a quarter at most", () => {
    const pool = new ArrayPool();
    for (let length = 1024; length < 100_000; length += 997) {
      const values = pool.take(length);
      expect(values).toHaveLength(length);
      expect(values.buffer.byteLength / 4).toBeLessThanOrEqual(1.25 * length);
      expect(values.buffer.byteLength / 4).toBeGreaterThanOrEqual(length);
    }
  });
});
