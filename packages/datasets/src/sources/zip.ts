import { DatasetError } from "@towerkit/core";
import { crc32 } from "./crc32.js";
import { readZipDirectory, type ZipEntry } from "./zip-directory.js";

export interface UnzipOptions {
  /** How messages name the archive. */
  readonly path: string;
  /** The files to unpack; they lie at the top of the archive or in `folder`. */
  readonly names: readonly string[];
  readonly folder: string;
  /** What the unpacked files may take up together, in bytes. */
  readonly maximumBytes: number;
}

/**
 * Unpacks the named files of a ZIP archive that may come from a stranger. Nothing is unpacked if
 * any entry's name leads out of the archive's folder, if the files would be too big, or if a file
 * stands in it twice; files that are not in it are left out of the result.
 *
 * @throws DatasetError if the archive is damaged, truncated or refused.
 */
export async function unzip(
  archive: Uint8Array,
  options: UnzipOptions,
): Promise<Record<string, Uint8Array>> {
  const { path, names, folder, maximumBytes } = options;
  const entries = readZipDirectory(archive, path);
  const wanted = new Map<string, ZipEntry>();
  let totalBytes = 0;
  for (const entry of entries) {
    checkStaysInside(entry.name, path);
    const name = names.find((each) => entry.name === each || entry.name === `${folder}/${each}`);
    if (name === undefined) continue;
    if (wanted.has(name)) throw new DatasetError(`holds ${name} twice.`, { file: path });
    wanted.set(name, entry);
    totalBytes += entry.unpackedBytes;
  }
  if (totalBytes > maximumBytes) {
    throw new DatasetError(
      `would unpack to ${totalBytes} bytes; ${folder} takes at most ${maximumBytes}.`,
      { file: path },
    );
  }
  const { inflateSync } = await import("fflate");
  const files: Record<string, Uint8Array> = {};
  for (const [name, entry] of wanted) files[name] = unpack(entry, { path, inflateSync });
  return files;
}

function checkStaysInside(name: string, path: string): void {
  const leavesFolder =
    /^[/\\]/.test(name) || /^[a-z]:/i.test(name) || name.split(/[/\\]/).includes("..");
  if (leavesFolder || name.includes("\0")) {
    throw new DatasetError(
      `holds the entry ${JSON.stringify(name)}, which leads out of its folder: refused.`,
      { file: path },
    );
  }
}

const STORED = 0;
const DEFLATED = 8;

interface Unpacking {
  readonly path: string;
  readonly inflateSync: (data: Uint8Array, options: { out: Uint8Array }) => Uint8Array;
}

function unpack(entry: ZipEntry, { path, inflateSync }: Unpacking): Uint8Array {
  const damaged = (cause?: unknown) =>
    new DatasetError(
      `${entry.name} in it is damaged. Get the archive anew.`,
      { file: path },
      { cause },
    );
  let bytes: Uint8Array;
  if (entry.method === STORED) bytes = entry.packed.slice();
  else if (entry.method === DEFLATED) {
    try {
      bytes = inflateSync(entry.packed, { out: new Uint8Array(entry.unpackedBytes) });
    } catch (cause) {
      throw damaged(cause);
    }
  } else {
    throw new DatasetError(
      `${entry.name} in it is packed by method ${entry.method}; expected 0 (stored) or 8 (deflated).`,
      { file: path },
    );
  }
  if (bytes.length !== entry.unpackedBytes || crc32(bytes) !== entry.crc32) throw damaged();
  return bytes;
}
