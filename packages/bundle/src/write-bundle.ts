import { createFolder, sha256 } from "#platform";
import { checkContents } from "./check-contents.js";
import type { BundleContents } from "./contents.js";
import { bundleFiles } from "./parts/bundle-files.js";
import { saveBundle } from "./storage/save.js";

/**
 * Writes a bundle into a folder, which is made where it is not there. A bundle that lies there
 * already is replaced in one step: readers see the old one or the new one, also after a crash.
 *
 * Nothing in it depends on clock, machine or path: the same contents give the same files.
 *
 * @returns `digest`: SHA-256 of `manifest.json`, which names the digest of every part.
 * @throws ConfigError or NumericError for contents that could not be read back, before anything is
 * written. BundleError if another process is writing there (a lock left by one that is gone is taken
 * over), if the folder holds another kind of `manifest.json`, or if the disk fails. EngineError in a
 * browser.
 */
export async function writeBundle(
  dir: string,
  contents: BundleContents,
): Promise<{ readonly digest: string; readonly dir: string }> {
  checkContents(contents);
  const files = await bundleFiles(contents, sha256);
  const folder = await createFolder(dir);
  await saveBundle(folder, files);
  return { digest: await sha256(files.manifest), dir };
}
