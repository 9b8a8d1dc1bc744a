import { DatasetError } from "@towerkit/core";
import type { NamedFile } from "./file-set.js";
import type { RandomAccess } from "./random-access.js";
import { unpacked } from "./unpacked.js";
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
 * Finds the named files of a ZIP archive that may come from a stranger; they are unpacked while they
 * are read. None are given if any entry's name leads out of the archive's folder, if the files
 * would be too big, or if a file stands in it twice; files that are not in it are left out.
 *
 * @throws DatasetError if the archive is damaged, truncated or refused; so do the files, as they are
 *   read, if they are damaged.
 */
export async function unzip(
  archive: RandomAccess,
  { path, names, folder, maximumBytes }: UnzipOptions,
): Promise<Record<string, NamedFile>> {
  const wanted = new Map<string, ZipEntry>();
  let totalBytes = 0;
  for (const entry of await readZipDirectory(archive, path)) {
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
  const files: Record<string, NamedFile> = {};
  for (const [name, entry] of wanted) {
    files[name] = {
      path: `${path}/${name}`,
      size: entry.unpackedBytes,
      chunks: await unpacked(archive, entry, path),
    };
  }
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
