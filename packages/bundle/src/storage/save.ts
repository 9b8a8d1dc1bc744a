import { BundleError } from "@towerkit/core";
import { MANIFEST_FILE } from "../manifest/manifest.js";
import { isPartFile } from "../manifest/part-file.js";
import { filesOf, isManifest } from "../manifest/read-manifest.js";
import type { WritableFolder } from "./folder.js";
import { LOCK_FILE } from "./lock-file.js";
import { LARGEST_MANIFEST } from "./open.js";

/** The files of a bundle, ready to be written. */
export interface BundleFiles {
  readonly manifest: Uint8Array;
  readonly parts: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

/**
 * Writes a bundle into a folder, where another may lie already. Whoever reads in the meantime, and
 * whoever reads after a crash at any moment, finds the old bundle or the new one.
 *
 * All parts are on disk before the manifest that names them replaces the old one. The old one's parts
 * stay for those who opened it just before; the next save sweeps them.
 *
 * @throws BundleError if another writer is at work, if the folder holds something else under the
 * manifest's name, or if the disk fails.
 */
export async function saveBundle(
  folder: WritableFolder,
  { manifest, parts }: BundleFiles,
): Promise<void> {
  const unlock = await folder.lock();
  try {
    const replaced = await replacedFiles(folder);
    for (const { file, bytes } of parts) await folder.write(file, bytes);
    await folder.flush();
    await folder.write(MANIFEST_FILE, manifest);
    await folder.flush();
    await sweep(folder, new Set([...replaced, ...parts.map(({ file }) => file)]));
  } finally {
    await unlock();
  }
}

/** The parts of the bundle that is there; none where it is damaged. */
async function replacedFiles(folder: WritableFolder): Promise<readonly string[]> {
  const bytes = await folder.read(MANIFEST_FILE, { atMost: LARGEST_MANIFEST });
  if (bytes === undefined) return [];
  if (!isManifest(bytes) && isJson(bytes)) {
    throw new BundleError(
      `${folder.location} holds a ${MANIFEST_FILE} that is not a bundle's; ` +
        "save into another folder, or move that file away.",
      MANIFEST_FILE,
    );
  }
  try {
    return filesOf(bytes);
  } catch (error) {
    if (error instanceof BundleError) return [];
    throw error;
  }
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** Removes parts that no manifest names any more, and what a writer that was killed left behind. */
async function sweep(folder: WritableFolder, kept: ReadonlySet<string>): Promise<void> {
  for (const file of await folder.list()) {
    const isUnfinished = file.endsWith(".tmp") && isOurs(file.slice(0, -".tmp".length));
    if (isUnfinished || (isPartFile(file) && !kept.has(file))) await tryRemove(folder, file);
  }
}

/** The save has succeeded: a file that someone holds open stays for the next one to sweep. */
async function tryRemove(folder: WritableFolder, file: string): Promise<void> {
  try {
    await folder.remove(file);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
  }
}

const isOurs = (file: string) =>
  file === MANIFEST_FILE || isPartFile(file) || file.startsWith(LOCK_FILE);
