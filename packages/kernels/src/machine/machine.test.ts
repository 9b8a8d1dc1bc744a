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
      Module: WebAssembly.Module,
      Instance: WebAssembly.Instance,
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

  it("makes none where the page forbids compiling, and the plain kernels take over", async () => {
    const { CompileError } = WebAssembly;
    platform({
      Module: class {
        constructor() {
          throw new CompileError("refused by the content security policy");
        }
      },
    });
    expect(await makeMachine({})).toBeUndefined();
    expect((await createRuntime()).simd).toBe("none");
  });

  it("hides no other fault", async () => {
    platform({
      Instance: class {
        constructor() {
          throw new TypeError("a fault of ours");
        }
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

  it("takes relaxed instructions only where they are allowed and known", async () => {
    expect((await makeMachine({ fast: false }))?.level).toBe("simd");
    const { validate } = WebAssembly;
    let asked = 0;
    platform({ validate: (bytes: BufferSource) => ++asked > 2 && validate(bytes) });
    expect((await makeMachine({ fast: true, threads: 2 }))?.level).toBe("simd");
    expect(asked).toBe(3);
  });
});
