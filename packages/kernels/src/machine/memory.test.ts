import { describe, expect, it } from "vitest";
import { KernelMemory } from "./memory.js";

describe.each([
  ["plain", KernelMemory.plain],
  ["shared", KernelMemory.shared],
])("a %s memory", (_, make) => {
  const memory = () => make() as KernelMemory;

  it("keeps what stays apart, and as it was while it grows", () => {
    const held = memory();
    const [first, gone, last] = [3, 5, 4].map((words) => held.allocate(words));
    held.floats(first, 3).fill(1);
    held.floats(gone, 5).fill(2);
    held.floats(last, 4).fill(3);
    held.release(gone);
    const reused = held.allocate(2);
    expect([...held.floats(reused, 2)]).toEqual([0, 0]);
    const before = held.bytes;
    const huge = held.allocate(1_000_000);
    expect(held.bytes).toBeGreaterThan(before);
    expect([...held.floats(first, 3)]).toEqual([1, 1, 1]);
    expect([...held.floats(last, 4)]).toEqual([3, 3, 3, 3]);
    expect(new Set(held.floats(huge, 1_000_000))).toEqual(new Set([0]));
  });

  it("uses room that was given back before it grows", () => {
    const held = memory();
    const first = held.allocate(100);
    held.allocate(1);
    held.release(first);
    expect(held.allocate(100)).toBe(first);
  });

  it("lays scratch above what stays, every part in whole cache lines", () => {
    const held = memory();
    const staying = held.allocate(10);
    const { a, b } = held.scratch({ a: 3, b: 5 });
    expect([a % 64, b % 64]).toEqual([0, 0]);
    expect(a).toBeGreaterThanOrEqual(staying + 40);
    expect(b).toBeGreaterThanOrEqual(a + 12);
  });

  it("says how much was asked for where the platform does not give it", () => {
    expect(() => memory().allocate(2 ** 31)).toThrow(/8589\d+ bytes of WebAssembly memory/);
  });
});
