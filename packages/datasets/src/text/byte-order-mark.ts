import { DatasetError } from "@towerkit/core";
import { type ByteChunks, eachChunk } from "./byte-chunks.js";

const LONGEST = 3;

/**
 * Passes a file on without the byte order mark of UTF-8, if it starts with one.
 * @throws DatasetError naming line 1, if the mark is of another encoding than `expected`.
 */
export async function* withoutByteOrderMark(
  chunks: ByteChunks,
  { path, expected }: { readonly path: string; readonly expected: "UTF-8" | "latin-1" },
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of eachChunk(chunks)) {
    if (head === undefined) {
      yield chunk;
    } else {
      head = joined(head, chunk);
      if (head.length < LONGEST) continue;
      yield head.subarray(markLength(head, { path, expected }));
      head = undefined;
    }
  }
  if (head !== undefined) yield head.subarray(markLength(head, { path, expected }));
}

function markLength(
  head: Uint8Array,
  { path, expected }: { readonly path: string; readonly expected: string },
): number {
  const isUtf8 = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!isUtf8 && !isUtf16) return 0;
  const found = isUtf8 ? "UTF-8" : "UTF-16";
  if (found === expected) return LONGEST;
  throw new DatasetError(
    `starts with the byte order mark of ${found}; expected ${expected} text.`,
    { file: path, line: 1 },
  );
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
