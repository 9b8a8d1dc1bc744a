import { ConfigError, requireColumns, type TableLike } from "@towerkit/core";
import { type ExactIndexOptions, type Index, loadExactIndex } from "@towerkit/retrieval";
import type { TowerFromJSONOptions } from "@towerkit/towers";
import { openFolder, sha256 } from "#platform";
import { decodeTable } from "./arrow/read/decode-table.js";
import { checkCandidates } from "./check-candidates.js";
import type { Heads, Interactions, Towers } from "./contents.js";
import type { Manifest, PartEntry, PartKind } from "./manifest/manifest.js";
import { blaming, blamingAsync } from "./parts/blaming.js";
import { decodeInteractions } from "./parts/decode-interactions.js";
import { decodeWeights } from "./parts/weights.js";
import type { ReadableFolder } from "./storage/folder.js";
import { type OpenedBundle, openBundle, readPart } from "./storage/open.js";

/** A bundle that was opened: all of it is of one and the same save. */
export interface Bundle {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, in hexadecimal digits. */
  readonly digest: string;
  readonly towers: Towers;
  /** None, for a model of two towers alone. */
  readonly heads: Heads;
  /** One row an item. */
  readonly candidates: TableLike;
  /**
   * The rows behind the model, read when first asked for; `undefined` where the bundle was written
   * without them. `test` has no rows where none were given.
   * @throws BundleError if they are damaged, or gone because the bundle was replaced in between.
   */
  interactions(): Promise<Interactions | undefined>;
  /** The index that was saved with the model, or `undefined` where there was none. */
  index(options?: Pick<ExactIndexOptions, "runtime">): Promise<Index | undefined>;
}

/** How a bundle is read: a tower with a `tf.LayersModel` for a layer has it handed back. */
export type ReadBundleOptions = TowerFromJSONOptions;

/**
 * Opens a bundle: its manifest, towers and candidates; the rest is read when it is asked for.
 *
 * The bundle may come from a stranger. It holds no code; nothing outside of its folder is read; every
 * part is compared with its digest, and checked, before it is used.
 *
 * @param location - a folder, or a `file:`, `http:` or `https:` URL; in browsers any URL.
 * @throws BundleError naming the part that is missing, damaged, or of a version not known here.
 */
export async function readBundle(
  location: string | URL,
  options: ReadBundleOptions = {},
): Promise<Bundle> {
  return openAt(location, [], options);
}

/** Opens a bundle and, with it, parts that must be of the very same save. */
export async function openAt(
  location: string | URL,
  further: readonly PartKind[],
  options: ReadBundleOptions,
): Promise<Bundle> {
  const folder = openFolder(location);
  const opened = await openBundle(folder, ["weights", "candidates", ...further], sha256);
  return bundleOf(folder, opened, options);
}

function bundleOf(
  folder: ReadableFolder,
  { manifest, digest, parts }: OpenedBundle,
  options: ReadBundleOptions,
): Bundle {
  const { towers, heads } = decodeWeights(parts.get("weights") as Uint8Array, manifest, options);
  const { itemKey } = manifest;
  const { candidates, interactions, index } = manifest.parts;
  const bytesOf = async (kind: PartKind, entry: PartEntry) =>
    parts.get(kind) ?? readPart(folder, entry, sha256);
  return {
    manifest,
    digest,
    towers,
    heads,
    candidates: readCandidates(parts.get("candidates") as Uint8Array, candidates.file, {
      itemKey,
      inputs: towers.candidate.inputs,
    }),
    interactions: onceRead(async () => {
      if (interactions === undefined) return undefined;
      const bytes = await bytesOf("interactions", interactions);
      return readInteractions(bytes, interactions.file, [itemKey, ...towers.query.inputs]);
    }),
    index: async (options) => {
      if (index === undefined) return undefined;
      const bytes = await bytesOf("index", index);
      return blamingAsync({ config: index.file }, async () => {
        const loaded = await loadExactIndex(bytes, options);
        checkWidth(loaded, towers);
        return loaded;
      });
    },
  };
}

/** @throws ConfigError for an index that the towers' embeddings cannot be looked up in. */
function checkWidth({ dim }: Index, { candidate }: Towers): void {
  if (dim === candidate.width) return;
  throw new ConfigError(
    `the index has vectors of ${dim} values, and the candidate tower gives ${candidate.width}; save the bundle anew.`,
  );
}

function readCandidates(
  bytes: Uint8Array,
  file: string,
  expected: Parameters<typeof checkCandidates>[1],
): TableLike {
  const table = decodeTable(bytes, file);
  blaming({ config: file }, () => checkCandidates(table, expected));
  return table;
}

function readInteractions(
  bytes: Uint8Array,
  file: string,
  columns: readonly string[],
): Interactions {
  const interactions = decodeInteractions(bytes, file);
  blaming({ config: file }, () => requireColumns(interactions.train, columns));
  return interactions;
}

/** Reads once, and again only where reading failed. */
function onceRead<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}
