/** The manifest's name in every bundle. */
export const MANIFEST_FILE = "manifest.json";

export const FORMAT = "towerkit-bundle";

/** Changes when a reader of the version before could no longer read what is written. */
export const FORMAT_VERSION = 1;

/** The files that a bundle may consist of, beside the manifest. */
export const PART_KINDS = ["weights", "candidates", "interactions", "index"] as const;

export type PartKind = (typeof PART_KINDS)[number];

/** One file of a bundle. */
export interface PartEntry {
  readonly file: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The data set that a model was trained on. */
export interface DatasetInfo {
  readonly name: string;
  readonly digest?: string;
  readonly synthetic: boolean;
}

/** How the data was split. */
export interface SplitInfo {
  readonly kind: string;
  /** Rows. */
  readonly train: number;
  /** Rows. */
  readonly test: number;
  /** `null` where chance had no part in it. */
  readonly seed: number | null;
}

/** What every manifest says. */
interface CommonManifest {
  readonly format: typeof FORMAT;
  readonly version: typeof FORMAT_VERSION;
  readonly dataset: DatasetInfo;
  readonly split: SplitInfo;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly metrics?: unknown;
}

/** What `manifest.json` says: everything about a bundle but its numbers and tables. */
export interface Manifest extends CommonManifest {
  /** The column that identifies an item. */
  readonly itemKey: string;
  /** The column that identifies who asks; `null` where there is none. */
  readonly queryKey: string | null;
  /** The towers without their weights, as their `topology()` gave them. */
  readonly towers: { readonly query: unknown; readonly candidate: unknown };
  /** The heads without their weights, by name, as their `topology()` gave them. */
  readonly heads?: Readonly<Record<string, unknown>>;
  readonly parts: Parts;
}

/** The parts that every bundle has, and those that it may have. */
export type Parts = { readonly [K in "weights" | "candidates"]: PartEntry } & {
  readonly [K in "interactions" | "index"]?: PartEntry;
};

/** What the manifest of a model of rows calls itself, so that nobody looks for candidates. */
export const MODEL_KIND = "model";

/** What the manifest of a model of rows says: one that has no candidates to recommend. */
export interface ModelManifest extends CommonManifest {
  readonly kind: typeof MODEL_KIND;
  /** By name, without their weights. */
  readonly towers: Readonly<Record<string, unknown>>;
  readonly parts: Pick<Parts, "weights">;
}
