import { DatasetError } from "@towerkit/core";

/** A file in a ZIP archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly unpackedBytes: number;
  readonly packed: Uint8Array;
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
 * @throws DatasetError if it is no archive, or if anything in the directory leads outside of it.
 */
export function readZipDirectory(archive: Uint8Array, path: string): ZipEntry[] {
  const damaged = () =>
    new DatasetError("is no ZIP archive, or a truncated or damaged one. Get it anew.", {
      file: path,
    });
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    const end = findEnd(view);
    if (end < 0) throw damaged();
    const numEntries = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    const entries: ZipEntry[] = [];
    for (let i = 0; i < numEntries; i++) {
      if (view.getUint32(at, true) !== ENTRY_SIGNATURE) throw damaged();
      const nameLength = view.getUint16(at + 28, true);
      const packedBytes = view.getUint32(at + 20, true);
      const start = packedStart(view, view.getUint32(at + 42, true));
      if (start < 0 || start + packedBytes > archive.length) throw damaged();
      entries.push({
        name: asText(archive.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength)),
        method: view.getUint16(at + 10, true),
        crc32: view.getUint32(at + 16, true),
        unpackedBytes: view.getUint32(at + 24, true),
        packed: archive.subarray(start, start + packedBytes),
      });
      at +=
        ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  } catch (error) {
    // A DataView throws RangeError where it is led past the archive's end.
    throw error instanceof RangeError ? damaged() : error;
  }
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return -1;
}

function packedStart(view: DataView, header: number): number {
  if (view.getUint32(header, true) !== FILE_SIGNATURE) return -1;
  const nameLength = view.getUint16(header + 26, true);
  return header + FILE_LENGTH + nameLength + view.getUint16(header + 28, true);
}

function asText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
