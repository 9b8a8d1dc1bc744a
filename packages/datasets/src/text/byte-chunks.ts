/** A file's bytes: whole, or in pieces that are read one after another, once. */
export type ByteChunks = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The pieces of `chunks`, for a loop that takes every kind. */
export function eachChunk(chunks: ByteChunks): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  return chunks instanceof Uint8Array ? [chunks] : chunks;
}
