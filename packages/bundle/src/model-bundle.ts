import type { Tower } from "@towerkit/towers";
import { createFolder, openFolder, sha256 } from "#platform";
import { checkModel } from "./check-contents.js";
import type { ModelContents } from "./contents.js";
import type { ModelManifest } from "./manifest/manifest.js";
import { modelFiles } from "./parts/bundle-files.js";
import { decodeTowers } from "./parts/weights.js";
import type { ReadBundleOptions } from "./read-bundle.js";
import { openModel } from "./storage/open.js";
import { saveBundle } from "./storage/save.js";

/** A model of rows that was read: it predicts something of given rows, and has no candidates. */
export interface ModelBundle {
  readonly manifest: ModelManifest;
  /** SHA-256 of the manifest, in hexadecimal digits. */
  readonly digest: string;
  readonly towers: Readonly<Record<string, Tower>>;
}

/**
 * Writes a model of rows as a bundle, as `writeBundle` writes a recommender.
 * @returns `digest`: SHA-256 of `manifest.json`, which names the digest of every part.
 * @throws what `writeBundle` throws.
 */
export async function writeModel(
  dir: string,
  contents: ModelContents,
): Promise<{ readonly digest: string; readonly dir: string }> {
  checkModel(contents);
  const files = await modelFiles(contents, sha256);
  await saveBundle(await createFolder(dir), files);
  return { digest: await sha256(files.manifest), dir };
}

/**
 * Reads a model of rows. It may come from a stranger, as any bundle may.
 * @param location - as for `readBundle`.
 * @throws BundleError naming the part that is missing, damaged, or of a version not known here.
 */
export async function readModel(
  location: string | URL,
  options: ReadBundleOptions = {},
): Promise<ModelBundle> {
  const { manifest, digest, parts } = await openModel(openFolder(location), sha256);
  const towers = decodeTowers(parts.get("weights") as Uint8Array, manifest, options);
  return { manifest, digest, towers };
}
