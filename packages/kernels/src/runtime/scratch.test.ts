import { describe, expect, it } from "vitest";
import { Scratch } from "./scratch.js";

describe("Scratch", () => {
  it("gives the same buffer again while it is large enough", () => {
    const scratch = new Scratch();
    const first = scratch.float32("a", 100);
    expect(first.length).toBeGreaterThanOrEqual(100);
    expect(scratch.float32("a", 40)).toBe(first);
    expect(scratch.float32("b", 40)).not.toBe(first);
    const larger = scratch.float32("a", 5000);
    expect(larger.length).toBeGreaterThanOrEqual(5000);
    expect(scratch.float32("a", 100)).toBe(larger);
  });

  it("counts the memory it holds, and lets go of it", () => {
    const scratch = new Scratch();
    scratch.float64("a", 1024);
    scratch.int32("b", 1024);
    scratch.uint8("c", 1024);
    expect(scratch.bytes).toBe(1024 * (8 + 4 + 1));
    scratch.free();
    expect(scratch.bytes).toBe(0);
  });
});
