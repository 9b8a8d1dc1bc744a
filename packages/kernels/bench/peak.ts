import asc from "assemblyscript/asc";

const SUMS = 7;
const STEPS = 1_000_000;
const LANES = 4;

/**
 * As many products and sums as registers hold, each a chain of its own, so that no step waits for another
 * and none can be left out.
 */
const SOURCE = `
export function run(at: usize): void {
  const x = v128.load32_splat(at, 1024);
  ${eachSum((i) => `let s${i} = v128.load(at, ${32 * i}), p${i} = v128.load(at, ${32 * i + 16});`)}
  for (let step = 0; step < ${STEPS}; step++) {
    ${eachSum((i) => `s${i} = f32x4.add(s${i}, p${i}); p${i} = f32x4.mul(p${i}, x);`)}
  }
  ${eachSum((i) => `v128.store(at, s${i}, ${32 * i}); v128.store(at, p${i}, ${32 * i + 16});`)}
}
`;

function eachSum(line: (sum: number) => string): string {
  return Array.from({ length: SUMS }, (_, i) => line(i)).join(" ");
}

/**
 * The most multiplications and additions, in billions a second, that one thread of this processor does
 * in WebAssembly SIMD, as many of the one as of the other: what a kernel's own figure is to be held against.
 */
export async function peakGigaflops(): Promise<number> {
  const { binary, stderr } = await asc.compileString(
    { "peak.ts": SOURCE },
    { optimizeLevel: 3, runtime: "stub", enable: ["simd"], initialMemory: 1 },
  );
  if (binary === null) throw new Error(stderr.toString());
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(binary)));
  const run = exports.run as (at: number) => void;
  let fastest = Infinity;
  for (let i = 0; i < 100; i++) {
    const start = performance.now();
    run(4096);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return (SUMS * STEPS * LANES * 2) / fastest / 1e6;
}
