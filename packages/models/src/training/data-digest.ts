/** Numbers of any kind, as they lie in memory. */
type Numbers = Int32Array | Float32Array | Float64Array;

/**
 * A digest of what a training reads, by which a checkpoint knows its own data again.
 * @returns SHA-256 in hexadecimal.
 */
export async function dataDigest(arrays: readonly Numbers[]): Promise<string> {
  const digests: Uint8Array[] = [];
  for (const array of arrays) {
    digests.push(await sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)));
  }
  const together = new Uint8Array(digests.flatMap((digest) => Array.from(digest)));
  return Array.from(await sha256(together), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Memory that threads share cannot be hashed where it is.
const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
