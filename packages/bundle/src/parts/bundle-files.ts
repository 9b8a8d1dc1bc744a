import { BundleError, ConfigError } from "@towerkit/core";
import type { BundleContents } from "../contents.js";
import type { Manifest, PartEntry, PartKind } from "../manifest/manifest.js";
import { partFile } from "../manifest/part-file.js";
import { sortedJson } from "../manifest/plain-json.js";
import { readManifest } from "../manifest/read-manifest.js";
import { manifestBytes } from "../manifest/write-manifest.js";
import type { Sha256 } from "../storage/open.js";
import type { BundleFiles } from "../storage/save.js";
import { encodeWeights } from "./weights.js";

/**
 * Makes the files of a bundle, in memory: the same contents give the same bytes.
 * @throws ConfigError or NumericError for contents that could not be read back.
 */
export async function bundleFiles(contents: BundleContents, sha256: Sha256): Promise<BundleFiles> {
  const described = describe(contents);
  const parts: { file: string; bytes: Uint8Array }[] = [];
  const entries: [PartKind, PartEntry][] = [];
  for (const [kind, bytes] of await encodeParts(contents)) {
    const digest = await sha256(bytes);
    const file = partFile(kind, digest);
    parts.push({ file, bytes });
    entries.push([kind, { file, bytes: bytes.length, sha256: digest }]);
  }
  const named = Object.fromEntries(entries) as unknown as Manifest["parts"];
  const manifest = manifestBytes({ ...described, parts: named });
  checkReadable(manifest);
  return { manifest, parts };
}

function describe({
  towers,
  heads,
  settings,
  metrics,
  dataset,
  split,
  itemKey,
  queryKey,
}: BundleContents): Omit<Manifest, "format" | "version" | "parts"> {
  return {
    dataset,
    split,
    itemKey,
    queryKey,
    settings: sortedJson(settings, "settings") as Readonly<Record<string, unknown>>,
    ...(metrics !== undefined && { metrics: sortedJson(metrics, "metrics") }),
    towers: { query: towers.query.topology(), candidate: towers.candidate.topology() },
    ...(heads && {
      heads: Object.fromEntries(
        Object.entries(heads).map(([name, head]) => [name, head.topology()]),
      ),
    }),
  };
}

async function encodeParts({
  towers,
  heads,
  candidates,
  interactions,
  index,
}: BundleContents): Promise<ReadonlyMap<PartKind, Uint8Array>> {
  // What writes Arrow files takes its time to load, and whoever only reads bundles has no use for it.
  const { encodeTable } = await import("../arrow/write/encode-table.js");
  const { encodeInteractions } = await import("./encode-interactions.js");
  const parts = new Map<PartKind, Uint8Array>([
    ["weights", encodeWeights(towers, heads)],
    ["candidates", encodeTable(candidates, "candidates")],
  ]);
  if (interactions !== undefined) parts.set("interactions", encodeInteractions(interactions));
  if (index !== undefined) parts.set("index", await index.save());
  return parts;
}

/** What the reader refuses must not be written: a split of NaN rows, say. */
function checkReadable(manifest: Uint8Array): void {
  try {
    readManifest(manifest);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new ConfigError(`the contents cannot be saved. ${error.message}`, { cause: error });
  }
}
