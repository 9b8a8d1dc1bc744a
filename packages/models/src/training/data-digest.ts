/** Numbers of any kind, as they lie in memory. */
type Numbers = Uint8Array | Int32Array | Float32Array | Float64Array;

/**
 * Digests of what a training reads, by which a checkpoint knows its own data again.
 * @param data - by name: arrays, or lists and records that hold some; what is undefined has no digest.
 * @returns SHA-256 in hexadecimal, by the same names.
 */
export async function dataDigests(
  data: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const [name, value] of Object.entries(data)) {
    if (value !== undefined) digests[name] = await digestOf(numbersIn(value));
  }
  return digests;
}

async function digestOf(arrays: readonly Numbers[]): Promise<string> {
  const digests: Uint8Array[] = [];
  for (const array of arrays) {
    digests.push(await sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)));
  }
  const together = new Uint8Array(digests.flatMap((digest) => Array.from(digest)));
  return Array.from(await sha256(together), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** All arrays of numbers in a value, however deep they lie. */
function numbersIn(value: unknown): readonly Numbers[] {
  if (ArrayBuffer.isView(value)) return [value as Numbers];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

// Memory that threads share cannot be hashed where it is.
const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
