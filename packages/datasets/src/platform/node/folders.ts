import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileSet } from "../../sources/file-set.js";
import { fileOnDisk } from "./files.js";

export async function folderExists(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Finds the named files of a folder.
 * @param options.help - what a caller can do about a file that is missing.
 * @throws DatasetError naming the file that cannot be read.
 */
export async function filesOfFolder(
  folder: string,
  { names, help }: { readonly names: readonly string[]; readonly help: string },
): Promise<FileSet> {
  const files = await Promise.all(names.map((name) => fileOnDisk(join(folder, name), help)));
  return Object.fromEntries(names.map((name, i) => [name, files[i]]));
}
