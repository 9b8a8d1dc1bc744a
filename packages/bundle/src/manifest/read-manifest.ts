import { shown } from "@towerkit/core";
import { count, type Fields, fault, fieldsOf, text, wrong } from "./fields.js";
import {
  type DatasetInfo,
  FORMAT,
  FORMAT_VERSION,
  type Manifest,
  MODEL_KIND,
  type ModelManifest,
  type PartEntry,
  type PartKind,
  type Parts,
  type SplitInfo,
} from "./manifest.js";
import { partFile } from "./part-file.js";
import { harmIn } from "./plain-json.js";

/**
 * Reads a manifest, which may come from a stranger: every field is checked, and only files of the
 * bundle's own folder can be named.
 *
 * @throws BundleError naming the field that is wrong, and how.
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const fields = readFields(bytes);
  if (fields["kind"] === MODEL_KIND) {
    throw fault(
      "the bundle holds a model of rows, which has no candidates to recommend; load it with the class that saved it, such as Ranker.",
    );
  }
  const towers = fieldsOf(fields["towers"], "towers");
  return {
    ...readCommon(fields),
    itemKey: text(fields["itemKey"], "itemKey"),
    queryKey: fields["queryKey"] === null ? null : text(fields["queryKey"], "queryKey"),
    towers: {
      query: fieldsOf(towers["query"], "towers.query"),
      candidate: fieldsOf(towers["candidate"], "towers.candidate"),
    },
    ...(Object.hasOwn(fields, "heads") && { heads: topologies(fields["heads"], "heads") }),
    parts: readParts(fields["parts"]),
  };
}

/**
 * Reads the manifest of a model of rows, as `readManifest` reads that of a recommender.
 * @throws BundleError naming the field that is wrong, and how.
 */
export function readModelManifest(bytes: Uint8Array): ModelManifest {
  const fields = readFields(bytes);
  if (fields["kind"] !== MODEL_KIND) {
    throw fault(
      "the bundle holds a recommender; open it by readBundle or loadRecommender, or with the class that saved it.",
    );
  }
  const parts = fieldsOf(fields["parts"], "parts");
  return {
    ...readCommon(fields),
    kind: MODEL_KIND,
    towers: topologies(fields["towers"], "towers"),
    parts: { weights: readPart(parts["weights"], "weights") },
  };
}

/** The files that a manifest names, of whatever kind the bundle is. */
export function filesOf(bytes: Uint8Array): readonly string[] {
  const isModel = readFields(bytes)["kind"] === MODEL_KIND;
  const { parts } = isModel ? readModelManifest(bytes) : readManifest(bytes);
  return Object.values(parts).map(({ file }) => file);
}

function readFields(bytes: Uint8Array): Fields {
  const fields = fieldsOf(parse(bytes), "the manifest");
  checkFormat(fields);
  const harm = harmIn(fields);
  if (harm !== undefined) throw fault(`the manifest ${harm}.`);
  return fields;
}

/** What every manifest has, or may have. */
function readCommon(fields: Fields) {
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    dataset: readDataset(fields["dataset"]),
    split: readSplit(fields["split"]),
    settings: fieldsOf(fields["settings"], "settings"),
    ...(Object.hasOwn(fields, "metrics") && { metrics: fields["metrics"] }),
  } as const;
}

/** Whether a file is a bundle's manifest, of this version or another, damaged or not. */
export function isManifest(bytes: Uint8Array): boolean {
  try {
    return fieldsOf(parse(bytes), "the manifest")["format"] === FORMAT;
  } catch {
    return false;
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw fault(`it is not JSON in UTF-8 (${(error as Error).message}); it is damaged.`);
  }
}

function checkFormat(fields: Fields): void {
  if (fields["format"] !== FORMAT) {
    throw fault(`its format is ${shown(fields["format"])}, not ${shown(FORMAT)}: no bundle.`);
  }
  if (fields["version"] !== FORMAT_VERSION) {
    throw fault(
      `the bundle is of version ${shown(fields["version"])}, and this is a reader of version ` +
        `${FORMAT_VERSION}; read it with the version of Towerkit that wrote it, or save it anew.`,
    );
  }
}

function readDataset(value: unknown): DatasetInfo {
  const dataset = fieldsOf(value, "dataset");
  const { synthetic } = dataset;
  if (typeof synthetic !== "boolean") throw wrong("dataset.synthetic", synthetic, "true or false");
  return {
    name: text(dataset["name"], "dataset.name"),
    ...(Object.hasOwn(dataset, "digest") && { digest: text(dataset["digest"], "dataset.digest") }),
    synthetic,
  };
}

function readSplit(value: unknown): SplitInfo {
  const split = fieldsOf(value, "split");
  return {
    kind: text(split["kind"], "split.kind"),
    train: count(split["train"], "split.train"),
    test: count(split["test"], "split.test"),
    seed: split["seed"] === null ? null : count(split["seed"], "split.seed"),
  };
}

function topologies(value: unknown, name: string): Fields {
  const named = fieldsOf(value, name);
  for (const [own, topology] of Object.entries(named)) fieldsOf(topology, `${name}.${own}`);
  return named;
}

function readParts(value: unknown): Parts {
  const parts = fieldsOf(value, "parts");
  const optional = (kind: "interactions" | "index") =>
    Object.hasOwn(parts, kind) ? { [kind]: readPart(parts[kind], kind) } : {};
  return {
    weights: readPart(parts["weights"], "weights"),
    candidates: readPart(parts["candidates"], "candidates"),
    ...optional("interactions"),
    ...optional("index"),
  };
}

function readPart(value: unknown, kind: PartKind): PartEntry {
  const part = fieldsOf(value, `parts.${kind}`);
  const sha256 = text(part["sha256"], `parts.${kind}.sha256`);
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw wrong(`parts.${kind}.sha256`, sha256, "64 hexadecimal digits");
  }
  const file = partFile(kind, sha256);
  if (part["file"] !== file) throw wrong(`parts.${kind}.file`, part["file"], shown(file));
  return { file, bytes: count(part["bytes"], `parts.${kind}.bytes`), sha256 };
}
