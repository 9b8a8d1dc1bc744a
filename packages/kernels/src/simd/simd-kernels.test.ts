import { afterEach, describe, expect, it, vi } from "vitest";
import { createRuntime } from "../runtime.js";
import { availableSimdKernels } from "./simd-kernels.js";

describe("availableSimdKernels", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** WebAssembly as it is, but for the parts given. */
  function platform(parts: object): void {
    vi.stubGlobal("WebAssembly", {
      validate: WebAssembly.validate,
      Module: WebAssembly.Module,
      Instance: WebAssembly.Instance,
      Memory: WebAssembly.Memory,
      CompileError: WebAssembly.CompileError,
      ...parts,
    });
  }

  it("are there on a platform that has WebAssembly SIMD", () => {
    platform({});
    expect(availableSimdKernels()).toBeDefined();
  });

  it("are missing where the platform knows no SIMD instructions", () => {
    platform({ validate: () => false });
    expect(availableSimdKernels()).toBeUndefined();
  });

  it("are missing where the page forbids compiling, and the plain kernels take over", async () => {
    const { CompileError } = WebAssembly;
    platform({
      Module: class {
        constructor() {
          throw new CompileError("refused by the content security policy");
        }
      },
    });
    expect(availableSimdKernels()).toBeUndefined();
    expect((await createRuntime()).simd).toBe("none");
  });

  it("hide no other fault", () => {
    platform({
      Instance: class {
        constructor() {
          throw new TypeError("a fault of ours");
        }
      },
    });
    expect(() => availableSimdKernels()).toThrow("a fault of ours");
  });
});
