/** Writes WebAssembly by hand, as far as measuring the machine's limits needs it. */

/** Types of values. */
export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;

/** One exported function. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  /** Types of the locals after the parameters. */
  readonly locals: readonly number[];
  readonly code: readonly number[];
}

/** Makes a module of functions; with `memory`, they work in an exported memory of so many pages. */
export function assemble(
  functions: readonly WasmFunction[],
  memory?: number,
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, results }) => [
    0x60,
    ...vector(parameters.map((type) => [type])),
    ...vector(results.map((type) => [type])),
  ]);
  const exports = functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const bodies = functions.map(({ locals, code }) => {
    const body = [...vector(locals.map((type) => [1, type])), ...code, END];
    return [...unsigned(body.length), ...body];
  });
  const withMemory = memory === undefined ? [] : [memory];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...withMemory.flatMap((pages) => section(5, vector([[0x00, ...unsigned(pages)]]))),
    ...section(7, vector([...exports, ...withMemory.map(() => [...text("memory"), 0x02, 0x00])])),
    ...section(10, vector(bodies)),
  ]);
}

const END = 0x0b;
const VOID = 0x40;

const simd = (operation: number) => [0xfd, ...unsigned(operation)];

export const localGet = (index: number) => [0x20, ...unsigned(index)];
export const localSet = (index: number) => [0x21, ...unsigned(index)];
export const i32Const = (value: number) => [0x41, ...signed(value)];
export const i32Add = [0x6a];
export const i32Sub = [0x6b];
export const f32Const = (value: number) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
export const splat = simd(0x13);
export const add = simd(0xe4);
export const multiply = simd(0xe6);
/** Multiplies and adds in one step, rounding once or twice as the machine likes it. */
export const relaxedMultiplyAdd = simd(0x105);
export const firstLane = [...simd(0x1f), 0];
export const load = (offset: number) => [...simd(0x00), 4, ...unsigned(offset)];
export const store = (offset: number) => [...simd(0x0b), 4, ...unsigned(offset)];
/** `memory.copy`: takes where to, where from and how many bytes. */
export const memoryCopy = [0xfc, ...unsigned(0x0a), 0x00, 0x00];

/** Repeats some code until the local, which it must count down, is 0. */
export const repeatUntilZero = (local: number, code: readonly number[]) => [
  0x03,
  VOID,
  ...code,
  ...localGet(local),
  0x0d,
  0x00,
  END,
];

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(name: string): number[] {
  return vector([...new TextEncoder().encode(name)].map((byte) => [byte]));
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}
