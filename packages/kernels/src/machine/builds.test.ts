import { beforeEach, describe, expect, it, vi } from "vitest";
import type { MachineOptions } from "./machine.js";

const loaded: string[] = [];

/** Stands in for the relaxed builds, too, which the engine that runs this test may not know. */
const exact = vi.importActual<{ WASM_BASE64: string }>;

beforeEach(() => {
  loaded.length = 0;
  vi.resetModules();
  for (const [name, standIn] of [
    ["simd", "simd"],
    ["simd-shared", "simd-shared"],
    ["relaxed", "simd"],
    ["relaxed-shared", "simd-shared"],
  ]) {
    vi.doMock(`../generated/${name}.js`, () => {
      loaded.push(name);
      return exact(`../generated/${standIn}.js`);
    });
  }
});

/** The level of a machine that is made where relaxed instructions are known, or are not. */
async function levelOf(options: MachineOptions, { isRelaxedKnown }: { isRelaxedKnown: boolean }) {
  const { validate } = WebAssembly;
  vi.spyOn(WebAssembly, "validate").mockImplementation((bytes) =>
    bytes.byteLength < 100 ? isRelaxedKnown : validate(bytes),
  );
  const { makeMachine } = await import("./machine.js");
  expect(loaded).toEqual([]);
  return (await makeMachine(options))?.level;
}

describe("the builds", () => {
  it.each([
    ["simd", { threads: 1 }],
    ["simd-shared", { threads: 2, fast: false }],
  ])("are loaded on demand: %s and no other for %o", async (build, options) => {
    expect(await levelOf(options, { isRelaxedKnown: true })).toBe("simd");
    expect(loaded).toEqual([build]);
  });

  it.each([
    ["relaxed", { threads: 1, fast: true }],
    ["relaxed-shared", { threads: 2, fast: true }],
  ])("are relaxed where they may and can be: %s for %o", async (build, options) => {
    expect(await levelOf(options, { isRelaxedKnown: true })).toBe("relaxed");
    expect(loaded).toEqual([build]);
  });

  it.each([
    ["simd", { threads: 1, fast: true }],
    ["simd-shared", { threads: 2, fast: true }],
  ])("are the exact ones where the platform knows no others: %s for %o", async (build, options) => {
    expect(await levelOf(options, { isRelaxedKnown: false })).toBe("simd");
    expect(loaded).toEqual([build]);
  });
});
