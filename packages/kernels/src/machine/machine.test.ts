import { afterEach, describe, expect, it, vi } from "vitest";
import { createRuntime } from "../runtime/create-runtime.js";
import { makeMachine } from "./machine.js";

describe("makeMachine", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** WebAssembly as it is, but for the parts given. */
  function platform(parts: object): void {
    vi.stubGlobal("WebAssembly", {
      validate: WebAssembly.validate,
      compile: WebAssembly.compile,
      instantiate: WebAssembly.instantiate,
      Memory: WebAssembly.Memory,
      CompileError: WebAssembly.CompileError,
      ...parts,
    });
  }

  it("makes one on a platform that has WebAssembly SIMD", async () => {
    platform({});
    expect(await makeMachine({})).toBeDefined();
  });

  it("makes none where the platform knows no SIMD instructions", async () => {
    platform({ validate: () => false });
    expect(await makeMachine({})).toBeUndefined();
  });

  it("makes none where there is no WebAssembly at all", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(await makeMachine({ fast: true })).toBeUndefined();
    expect((await createRuntime({ fast: true, threads: 4 })).simd).toBe("none");
  });

  it("makes none where the page forbids compiling, and the plain kernels take over", async () => {
    const { CompileError } = WebAssembly;
    platform({
      compile: async () => {
        throw new CompileError("refused by the content security policy");
      },
    });
    expect(await makeMachine({})).toBeUndefined();
    const { simd, threads } = await createRuntime({ threads: 4 });
    expect({ simd, threads }).toEqual({ simd: "none", threads: 1 });
  });

  it("makes none where there is no memory left to give", async () => {
    platform({
      Memory: class {
        constructor() {
          throw new RangeError("no room");
        }
      },
    });
    expect(await makeMachine({ threads: 4 })).toBeUndefined();
  });

  it("hides no other fault", async () => {
    platform({
      instantiate: async () => {
        throw new TypeError("a fault of ours");
      },
    });
    await expect(makeMachine({})).rejects.toThrow("a fault of ours");
  });

  it("shares no memory for one thread", async () => {
    const machine = await makeMachine({ threads: 1 });
    expect(machine?.threads).toBe(1);
    expect(machine?.memory.memory.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it("has one thread where memory cannot be shared", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    expect((await makeMachine({ threads: 4 }))?.threads).toBe(1);
  });

  it("has one thread where the one that calls may not wait, as a page may not", async () => {
    vi.spyOn(Atomics, "wait").mockImplementation(() => {
      throw new TypeError("Atomics.wait cannot be called in this context");
    });
    const machine = await makeMachine({ threads: 4 });
    expect(machine?.threads).toBe(1);
    expect(machine?.memory.memory.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it("has one thread where the platform gives no shared memory", async () => {
    const { Memory } = WebAssembly;
    platform({
      Memory: class {
        constructor(kind: WebAssembly.MemoryDescriptor) {
          if (kind.shared) throw new RangeError("no room");
          // biome-ignore lint/correctness/noConstructorReturn: the real memory stands in for this one.
          return new Memory(kind);
        }
      },
    });
    expect((await makeMachine({ threads: 4 }))?.threads).toBe(1);
  });
});
