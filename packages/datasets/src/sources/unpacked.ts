import { DatasetError } from "@towerkit/core";
import { Crc32 } from "./crc32.js";
import { piecesOf, type RandomAccess } from "./random-access.js";
import { packedRange, type ZipEntry } from "./zip-directory.js";

const STORED = 0;
const DEFLATED = 8;
/** Packed bytes to unpack at a time: at the very most they become 1,032 times as many. */
const PIECE = 1 << 16;

type Chunks = () => AsyncIterable<Uint8Array>;

/**
 * Makes a way to unpack an entry while it is read, without ever holding all of it.
 * @throws DatasetError if it cannot be unpacked; while it is read, if it is damaged.
 */
export async function unpacked(
  archive: RandomAccess,
  entry: ZipEntry,
  path: string,
): Promise<Chunks> {
  const { name, method } = entry;
  if (method !== STORED && method !== DEFLATED) {
    throw new DatasetError(
      `${name} in it is packed by method ${method}; expected 0 (stored) or 8 (deflated).`,
      { file: path },
    );
  }
  const range = await packedRange(archive, entry, path);
  const chunks: Chunks =
    method === STORED ? () => piecesOf(archive, range) : () => inflated(archive, range);
  return () => checked(chunks(), entry, path);
}

async function* inflated(
  archive: RandomAccess,
  range: { readonly start: number; readonly end: number },
): AsyncGenerator<Uint8Array> {
  const { Inflate } = await import("fflate");
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((piece) => ready.push(piece));
  for await (const piece of piecesOf(archive, range)) {
    for (let at = 0; at < piece.length; at += PIECE) {
      inflate.push(piece.subarray(at, at + PIECE));
      yield* ready;
      ready = [];
    }
  }
  inflate.push(new Uint8Array(0), true);
  yield* ready;
}

async function* checked(
  chunks: AsyncIterable<Uint8Array>,
  { name, unpackedBytes, crc32 }: ZipEntry,
  path: string,
): AsyncGenerator<Uint8Array> {
  const damaged = (cause?: unknown) =>
    new DatasetError(`${name} in it is damaged. Get the archive anew.`, { file: path }, { cause });
  const sum = new Crc32();
  let size = 0;
  try {
    for await (const piece of chunks) {
      size += piece.length;
      if (size > unpackedBytes) throw damaged();
      sum.update(piece);
      yield piece;
    }
  } catch (cause) {
    throw cause instanceof DatasetError ? cause : damaged(cause);
  }
  if (size !== unpackedBytes || sum.value() !== crc32) throw damaged();
}
