/** What was asked for while something ran. */
export interface Allocations {
  /** Of all typed arrays and buffers, those included that were dropped at once. */
  readonly bytes: number;
  /** By how much the heap grew, less what was collected meanwhile. */
  readonly heap: number;
}

const COUNTED = [
  "Float32Array",
  "Float64Array",
  "Int32Array",
  "Uint32Array",
  "Uint8Array",
  "Uint16Array",
  "ArrayBuffer",
] as const;

/** More than this at once is not given: the machine's memory is not put to the test. */
const MOST_AT_ONCE = 100_000_000;

/** Counts what a function allocates, by standing in for the constructors of typed arrays. */
export async function allocationsOf(run: () => Promise<void>): Promise<Allocations> {
  let bytes = 0;
  const count = (added: number) => {
    bytes += added;
    if (added > MOST_AT_ONCE) throw new TypeError(`an array of ${added} bytes was asked for.`);
  };
  const globals = globalThis as unknown as Record<string, new (first: unknown) => object>;
  const before = process.memoryUsage().heapUsed;
  const originals = COUNTED.map((name) => [name, globals[name] as never] as const);
  for (const [name, original] of originals) globals[name] = counting(original, count);
  try {
    await run();
  } finally {
    for (const [name, original] of originals) globals[name] = original;
  }
  return { bytes, heap: process.memoryUsage().heapUsed - before };
}

type ArrayConstructor = new (first: unknown) => object;

function counting(original: ArrayConstructor, count: (bytes: number) => void): ArrayConstructor {
  const { BYTES_PER_ELEMENT = 1 } = original as { BYTES_PER_ELEMENT?: number };
  return new Proxy(original, {
    construct(target, given: [first: unknown], newTarget) {
      const [first] = given;
      if (typeof first === "number") count(first * BYTES_PER_ELEMENT);
      return Reflect.construct(target, given, newTarget);
    },
  });
}
