import type { SimdLevel } from "../runtime/types.js";

/** What a compiled build of the kernels offers. The names in capitals are the kernels' numbers. */
export interface MachineExports {
  readonly COUNT_RANKS: WebAssembly.Global;
  readonly EXP: WebAssembly.Global;
  readonly LOG: WebAssembly.Global;
  readonly MATRIX_PRODUCT: WebAssembly.Global;
  readonly PACK_CANDIDATES: WebAssembly.Global;
  readonly PACK_RIGHT: WebAssembly.Global;
  readonly SCORES: WebAssembly.Global;
  readonly SOFTMAX_CANDIDATES: WebAssembly.Global;
  readonly SOFTMAX_QUERIES: WebAssembly.Global;
  readonly TANH: WebAssembly.Global;
  readonly TRANSPOSE_LEFT: WebAssembly.Global;
  run(kernel: number, job: number, blocks: number, helpers: number): void;
  close(): void;
}

/** The kernels that a machine can be asked for. */
export type KernelName = {
  [Name in keyof MachineExports]: MachineExports[Name] extends WebAssembly.Global ? Name : never;
}[keyof MachineExports];

/** Which of the four builds: they differ in the memory they work in and in the instructions they use. */
export interface Build {
  readonly level: Exclude<SimdLevel, "none">;
  readonly isShared: boolean;
}

/** The compiled build, loaded only now; undefined where the platform does not know its instructions. */
export async function compileBuild({
  level,
  isShared,
}: Build): Promise<WebAssembly.Module | undefined> {
  if (typeof WebAssembly !== "object") return undefined;
  const { WASM_BASE64 } = await (isShared ? loadShared(level) : loadPlain(level));
  const bytes = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    // A page's content security policy may forbid compiling.
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

const loadPlain = (level: Build["level"]) =>
  level === "relaxed" ? import("../generated/relaxed.js") : import("../generated/simd.js");

const loadShared = (level: Build["level"]) =>
  level === "relaxed"
    ? import("../generated/relaxed-shared.js")
    : import("../generated/simd-shared.js");
