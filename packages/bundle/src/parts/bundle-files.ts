import { BundleError, ConfigError } from "@towerkit/core";
import type { BundleContents, ModelContents } from "../contents.js";
import { type Manifest, MODEL_KIND, type PartEntry, type PartKind } from "../manifest/manifest.js";
import { partFile } from "../manifest/part-file.js";
import { sortedJson } from "../manifest/plain-json.js";
import { readManifest, readModelManifest } from "../manifest/read-manifest.js";
import { manifestBytes } from "../manifest/write-manifest.js";
import type { Sha256 } from "../storage/open.js";
import type { BundleFiles } from "../storage/save.js";
import { encodeWeights, encodeWeightsOf } from "./weights.js";

/**
 * Makes the files of a bundle, in memory: the same contents give the same bytes.
 * @throws ConfigError or NumericError for contents that could not be read back.
 */
export async function bundleFiles(contents: BundleContents, sha256: Sha256): Promise<BundleFiles> {
  const { towers, heads, itemKey, queryKey } = contents;
  const { parts, entries } = await nameParts(await encodeParts(contents), sha256);
  const manifest = manifestBytes({
    ...describe(contents),
    itemKey,
    queryKey,
    towers: { query: towers.query.topology(), candidate: towers.candidate.topology() },
    ...(heads && { heads: topologies(heads) }),
    parts: entries as Manifest["parts"],
  });
  checkReadable(() => readManifest(manifest));
  return { manifest, parts };
}

/** Makes the files of the bundle of a model of rows, likewise. */
export async function modelFiles(contents: ModelContents, sha256: Sha256): Promise<BundleFiles> {
  const weights = new Map([["weights" as const, encodeWeightsOf(contents.towers)]]);
  const { parts, entries } = await nameParts(weights, sha256);
  const manifest = manifestBytes({
    kind: MODEL_KIND,
    ...describe(contents),
    towers: topologies(contents.towers),
    parts: entries as Pick<Manifest["parts"], "weights">,
  });
  checkReadable(() => readModelManifest(manifest));
  return { manifest, parts };
}

function describe({ settings, metrics, dataset, split }: ModelContents | BundleContents) {
  return {
    dataset,
    split,
    settings: sortedJson(settings, "settings") as Readonly<Record<string, unknown>>,
    ...(metrics !== undefined && { metrics: sortedJson(metrics, "metrics") }),
  };
}

const topologies = (
  owners: Readonly<Record<string, { topology(): object }>>,
): Record<string, object> =>
  Object.fromEntries(Object.entries(owners).map(([name, owner]) => [name, owner.topology()]));

async function nameParts(encoded: ReadonlyMap<PartKind, Uint8Array>, sha256: Sha256) {
  const parts: { file: string; bytes: Uint8Array }[] = [];
  const entries: [PartKind, PartEntry][] = [];
  for (const [kind, bytes] of encoded) {
    const digest = await sha256(bytes);
    const file = partFile(kind, digest);
    parts.push({ file, bytes });
    entries.push([kind, { file, bytes: bytes.length, sha256: digest }]);
  }
  return { parts, entries: Object.fromEntries(entries) as Partial<Record<PartKind, PartEntry>> };
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
function checkReadable(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new ConfigError(`the contents cannot be saved. ${error.message}`, { cause: error });
  }
}
