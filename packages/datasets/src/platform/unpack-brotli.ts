/**
 * Unpacks what Brotli packed, to `atMost` bytes.
 * @throws if it would be more, or is no Brotli.
 */
export type UnpackBrotli = (packed: Uint8Array, atMost: number) => Uint8Array;
