import { PART_KINDS, type PartKind } from "./manifest.js";

const EXTENSIONS: Readonly<Record<PartKind, string>> = {
  weights: "safetensors",
  candidates: "arrow",
  interactions: "arrow",
  index: "bin",
};

/** A part's name follows from its content, so that a new one never takes the place of an old one. */
export function partFile(kind: PartKind, sha256: string): string {
  return `${kind}-${sha256.slice(0, 16)}.${EXTENSIONS[kind]}`;
}

/** Whether a file's name is one that `partFile` could have given. */
export function isPartFile(file: string): boolean {
  return PART_KINDS.some((kind) => {
    const digest = file.slice(kind.length + 1, kind.length + 17);
    return /^[0-9a-f]{16}$/.test(digest) && file === partFile(kind, digest);
  });
}
