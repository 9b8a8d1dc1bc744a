import { DatasetError } from "@towerkit/core";
import type { RandomAccess } from "./random-access.js";

/** A file in a ZIP archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its header stands, which its packed bytes follow. */
  readonly header: number;
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const FILE_SIGNATURE = 0x04034b50;
const FILE_LENGTH = 30;

/**
 * Reads the directory at the end of a ZIP archive (PKWARE's APPNOTE 6.3, without ZIP64).
 * @throws DatasetError if it is no archive, or if the directory leads outside of it.
 */
export async function readZipDirectory(archive: RandomAccess, path: string): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, archive.size - END_LENGTH - LONGEST_COMMENT);
  const tail = viewOf(await archive.read(tailStart, archive.size));
  const end = findEnd(tail);
  if (end < 0) throw damaged(path);
  const start = tail.getUint32(end + 16, true);
  const stop = start + tail.getUint32(end + 12, true);
  if (stop > archive.size) throw damaged(path);
  const entries: ZipEntry[] = [];
  try {
    const directory = viewOf(await archive.read(start, stop));
    let at = 0;
    for (let count = tail.getUint16(end + 10, true); count > 0; count--) {
      if (directory.getUint32(at, true) !== ENTRY_SIGNATURE) throw damaged(path);
      const nameLength = directory.getUint16(at + 28, true);
      entries.push({
        name: textAt(directory, at + ENTRY_LENGTH, nameLength),
        method: directory.getUint16(at + 10, true),
        crc32: directory.getUint32(at + 16, true),
        packedBytes: directory.getUint32(at + 20, true),
        unpackedBytes: directory.getUint32(at + 24, true),
        header: directory.getUint32(at + 42, true),
      });
      const more = directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
      at += ENTRY_LENGTH + nameLength + more;
    }
  } catch (error) {
    // A DataView throws RangeError where it is led past its end.
    throw error instanceof RangeError ? damaged(path) : error;
  }
  return entries;
}

/**
 * Finds the packed bytes of an entry.
 * @throws DatasetError if they are not inside of the archive.
 */
export async function packedRange(
  archive: RandomAccess,
  { header, packedBytes }: ZipEntry,
  path: string,
): Promise<{ readonly start: number; readonly end: number }> {
  if (header + FILE_LENGTH > archive.size) throw damaged(path);
  const view = viewOf(await archive.read(header, header + FILE_LENGTH));
  const start = header + FILE_LENGTH + view.getUint16(26, true) + view.getUint16(28, true);
  const end = start + packedBytes;
  if (view.getUint32(0, true) !== FILE_SIGNATURE || end > archive.size) throw damaged(path);
  return { start, end };
}

function damaged(path: string): DatasetError {
  return new DatasetError("is no ZIP archive, or a truncated or damaged one. Get it anew.", {
    file: path,
  });
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at--) {
    if (tail.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return -1;
}

function textAt(view: DataView, start: number, length: number): string {
  return Array.from({ length }, (_, i) => String.fromCharCode(view.getUint8(start + i))).join("");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
