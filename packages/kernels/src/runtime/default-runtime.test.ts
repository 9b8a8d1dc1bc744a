import { describe, expect, it } from "vitest";
import { defaultRuntime } from "./default-runtime.js";

describe("defaultRuntime", () => {
  it("is one and the same for everybody", async () => {
    const [a, b] = await Promise.all([defaultRuntime(), defaultRuntime()]);
    expect(a).toBe(b);
  });

  it("is made anew, once, after someone closed it", async () => {
    const closed = await defaultRuntime();
    await closed.close();
    const [a, b] = await Promise.all([defaultRuntime(), defaultRuntime()]);
    expect(a).not.toBe(closed);
    expect(a).toBe(b);
    expect(() => a.matrix(1, 1)).not.toThrow();
  });
});
