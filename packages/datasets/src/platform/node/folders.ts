import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatasetError } from "@towerkit/core";
import type { FileSet, NamedFile } from "../../sources/file-set.js";

export async function folderExists(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Reads the named files of a folder.
 * @param options.help - what a caller can do about a file that is missing.
 * @throws DatasetError naming the file that cannot be read.
 */
export async function readFolder(
  folder: string,
  { names, help }: { readonly names: readonly string[]; readonly help: string },
): Promise<FileSet> {
  const files = await Promise.all(names.map((name) => readNamed(join(folder, name), help)));
  return Object.fromEntries(names.map((name, i) => [name, files[i]]));
}

async function readNamed(path: string, help: string): Promise<NamedFile> {
  try {
    return { path, bytes: await readFile(path) };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? "is missing" : `cannot be read (${code})`;
    throw new DatasetError(`${what}. ${help}`, { file: path }, { cause });
  }
}

/**
 * Makes a folder with some files all at once: readers see the whole folder or none. If another
 * process got there first, its folder stays.
 *
 * @throws DatasetError if it cannot be written.
 */
export async function writeFolder(
  folder: string,
  contents: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  let unfinished: string | undefined;
  try {
    await mkdir(dirname(folder), { recursive: true });
    unfinished = await mkdtemp(`${folder}.unfinished-`);
    for (const [name, bytes] of Object.entries(contents)) {
      await writeFile(join(unfinished, name), bytes, { flush: true });
    }
    await rename(unfinished, folder);
  } catch (cause) {
    if (unfinished !== undefined) await rm(unfinished, { recursive: true, force: true });
    if (await folderExists(folder)) return;
    throw new DatasetError(
      `could not be written (${(cause as NodeJS.ErrnoException).code}). Set XDG_CACHE_HOME to a folder that can be.`,
      { file: folder },
      { cause },
    );
  }
}
