import type { SimdLevel } from "../runtime/types.js";

/** What a compiled build of the kernels offers. The names in capitals are the kernels' numbers. */
export interface MachineExports {
  readonly ACCUMULATE_BAGS: WebAssembly.Global;
  readonly ADAGRAD_ROWS: WebAssembly.Global;
  readonly ADAM_ROWS: WebAssembly.Global;
  readonly CLIPPY_DELTAS: WebAssembly.Global;
  readonly CLIPPY_STEPS: WebAssembly.Global;
  readonly COUNT_RANKS: WebAssembly.Global;
  readonly EMBEDDING_BAGS: WebAssembly.Global;
  readonly EXP: WebAssembly.Global;
  readonly GATHER_ROWS: WebAssembly.Global;
  readonly INT8_SCORES: WebAssembly.Global;
  readonly LOG: WebAssembly.Global;
  readonly LOGISTIC: WebAssembly.Global;
  readonly MATRIX_PRODUCT: WebAssembly.Global;
  readonly PACK_CANDIDATES: WebAssembly.Global;
  readonly PACK_RIGHT: WebAssembly.Global;
  readonly QUANTIZE_ROWS: WebAssembly.Global;
  readonly SCORES: WebAssembly.Global;
  readonly SGD_ROWS: WebAssembly.Global;
  readonly SOFTMAX_CANDIDATES: WebAssembly.Global;
  readonly SOFTMAX_QUERIES: WebAssembly.Global;
  readonly SQUARED_ERROR: WebAssembly.Global;
  readonly TANH: WebAssembly.Global;
  readonly TOP_K: WebAssembly.Global;
  readonly TOP_K_MERGE: WebAssembly.Global;
  readonly TOP_K_SCORES: WebAssembly.Global;
  readonly TRANSPOSE_LEFT: WebAssembly.Global;
  run(kernel: number, job: number, blocks: number, wakes: number): number;
  prepare(looks: number): void;
  fail(): void;
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

/** A module whose one function multiplies and adds four numbers at a time, as relaxed SIMD may. */
const RELAXED = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 8, 1, 96, 3, 123, 123, 123, 1, 123],
  ...[3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11],
);

/** Whether the platform knows relaxed SIMD instructions, without which no relaxed build is loaded. */
export function knowsRelaxed(): boolean {
  return WebAssembly.validate(RELAXED);
}

/**
 * The compiled build, loaded only now; undefined where the platform does not know its instructions, or
 * lets nobody compile.
 */
export async function compileBuild({
  level,
  isShared,
}: Build): Promise<WebAssembly.Module | undefined> {
  const { WASM_BASE64 } = await (isShared ? loadShared(level) : loadPlain(level));
  const bytes = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  try {
    return await WebAssembly.compile(bytes);
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
