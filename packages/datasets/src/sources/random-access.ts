import type { FileContent } from "../movielens/options.js";
import type { NamedFile } from "./file-set.js";

/** Bytes of which any part can be read, wherever they are kept. */
export interface RandomAccess {
  readonly size: number;
  /** Whether `read` waits for nothing. */
  readonly isInMemory: boolean;
  /** The bytes from `start` up to `end`, which lie inside. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Big enough that a piece costs little to ask for, small enough to stay in a processor's cache. */
const PIECE = 1 << 20;

/** The bytes of a caller's file or archive. */
export function accessTo(content: FileContent): RandomAccess {
  if (content instanceof Blob) {
    return {
      size: content.size,
      isInMemory: false,
      read: async (start, end) => new Uint8Array(await content.slice(start, end).arrayBuffer()),
    };
  }
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
  return {
    size: bytes.length,
    isInMemory: true,
    read: async (start, end) => bytes.subarray(start, end),
  };
}

/** Reads a range piece by piece. */
export async function* piecesOf(
  access: RandomAccess,
  { start, end }: { readonly start: number; readonly end: number },
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE) {
    // Otherwise nobody could abort the load, or show its progress, before it is done.
    if (access.isInMemory && at > start) await new Promise((resolve) => setTimeout(resolve));
    yield access.read(at, Math.min(end, at + PIECE));
  }
}

/** A caller's file. */
export function fileOf(path: string, content: FileContent): NamedFile {
  const access = accessTo(content);
  const { size } = access;
  return { path, size, chunks: () => piecesOf(access, { start: 0, end: size }) };
}
