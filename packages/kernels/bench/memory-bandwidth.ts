import { Worker } from "node:worker_threads";
import asc from "assemblyscript/asc";

const OPTIONS = ["-O3", "--noAssert", "--runtime=stub", "--enable=simd,threads", "--importMemory"];
const MEMORY = ["--sharedMemory", "--initialMemory=16", "--maximumMemory=65536"];

/** Reads 64 bytes at a time; what it returns is of no use. */
const SOURCE = `
export function read(at: usize, bytes: usize): i32 {
  let a = i32x4.splat(0), b = a, c = a, d = a;
  for (const end = at + bytes; at < end; at += 64) {
    a = v128.or(a, v128.load(at));
    b = v128.or(b, v128.load(at, 16));
    c = v128.or(c, v128.load(at, 32));
    d = v128.or(d, v128.load(at, 48));
  }
  return i32x4.extract_lane(v128.or(v128.or(a, b), v128.or(c, d)), 0);
}`;

// The first words of the memory: how many runs have begun, and how many shares of this one are done.
const BEGUN = 0;
const DONE = 1;
const DATA_AT = 65536;

const HELPER = `
const { workerData: { module, memory, at, bytes } } = require("node:worker_threads");
const { read } = new WebAssembly.Instance(module, { env: { memory } }).exports;
const words = new Int32Array(memory.buffer);
for (let begun = 0; ; begun++) {
  Atomics.wait(words, ${BEGUN}, begun);
  read(at, bytes);
  Atomics.add(words, ${DONE}, 1);
}`;

/** How many milliseconds it takes to read so many bytes with SIMD, a share on each thread. */
export async function readTimes(bytes: number, threads: number): Promise<number[]> {
  const module = new WebAssembly.Module(await compile());
  const pages = Math.ceil((DATA_AT + bytes) / 65536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65536, shared: true });
  new Uint8Array(memory.buffer).fill(1, DATA_AT);
  const words = new Int32Array(memory.buffer);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const read = exports.read as (at: number, bytes: number) => void;
  const share = Math.floor(bytes / threads / 64) * 64;
  const helpers = Array.from({ length: threads - 1 }, (_, i) => {
    const workerData = { module, memory, at: DATA_AT + (i + 1) * share, bytes: share };
    return new Worker(HELPER, { eval: true, workerData });
  });
  await Promise.all(
    helpers.map((helper) => new Promise((started) => helper.on("online", started))),
  );
  const times: number[] = [];
  for (let run = 0; run < 15; run++) {
    // Whoever has not begun to wait yet must not miss the call.
    await new Promise((resolve) => setTimeout(resolve, 10));
    const start = performance.now();
    Atomics.store(words, DONE, 0);
    Atomics.add(words, BEGUN, 1);
    Atomics.notify(words, BEGUN);
    read(DATA_AT, share);
    while (Atomics.load(words, DONE) < helpers.length);
    times.push(performance.now() - start);
  }
  await Promise.all(helpers.map((helper) => helper.terminate()));
  return times.slice(3).sort((a, b) => a - b);
}

async function compile(): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const { error } = await asc.main(["read.ts", "--outFile=read.wasm", ...OPTIONS, ...MEMORY], {
    readFile: (name) => (name === "read.ts" ? SOURCE : null),
    writeFile: (_, data) => {
      bytes = Uint8Array.from(data as Uint8Array);
    },
    listFiles: () => [],
  });
  if (error !== null || bytes === undefined) throw error ?? new Error("nothing was compiled");
  return bytes;
}
