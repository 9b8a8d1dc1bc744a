import { type FileHandle, open } from "node:fs/promises";
import { DatasetError } from "@towerkit/core";
import type { NamedFile } from "../../sources/file-set.js";
import { piecesOf, type RandomAccess } from "../../sources/random-access.js";

/**
 * A file on disk, which is opened when it is read.
 * @param help - what a caller can do about a file that is missing.
 * @throws DatasetError naming the file if it cannot be read; so does reading it.
 */
export async function fileOnDisk(path: string, help: string): Promise<NamedFile> {
  const unreadable = (cause: unknown): DatasetError => {
    if (cause instanceof DatasetError) return cause;
    const { code } = cause as NodeJS.ErrnoException;
    const what =
      code === "ENOENT" ? "is missing" : `cannot be read (${code ?? (cause as Error).message})`;
    return new DatasetError(`${what}. ${help}`, { file: path }, { cause });
  };
  const handle = await open(path).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  try {
    const { size } = await handle.stat();
    // A folder can be opened, but not read.
    await handle.read(new Uint8Array(1), 0, 1, 0);
    return {
      path,
      size,
      async *chunks() {
        try {
          yield* piecesOfFile(path);
        } catch (cause) {
          throw unreadable(cause);
        }
      },
    };
  } catch (cause) {
    throw unreadable(cause);
  } finally {
    await handle.close();
  }
}

async function* piecesOfFile(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    yield* piecesOf(accessToFile(handle, size), { start: 0, end: size });
  } finally {
    await handle.close();
  }
}

/** The bytes of an open file. */
export function accessToFile(handle: FileHandle, size: number): RandomAccess {
  return {
    size,
    isInMemory: false,
    async read(start, end) {
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(
          bytes,
          filled,
          bytes.length - filled,
          start + filled,
        );
        if (bytesRead === 0) throw new Error("the file became shorter while it was read");
        filled += bytesRead;
      }
      return bytes;
    },
  };
}
