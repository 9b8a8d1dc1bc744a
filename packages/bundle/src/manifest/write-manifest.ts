import { FORMAT, FORMAT_VERSION, type Manifest } from "./manifest.js";

/**
 * The manifest as a file, a line for each of its fields, always in this order. Its SHA-256 is the
 * bundle's digest, so nothing here may depend on clock, machine or path.
 */
export function manifestBytes(manifest: Omit<Manifest, "format" | "version">): Uint8Array {
  const { dataset, split, itemKey, queryKey, settings, metrics, towers, heads, parts } = manifest;
  const fields: readonly (readonly [name: string, value: unknown])[] = [
    ["format", FORMAT],
    ["version", FORMAT_VERSION],
    ["dataset", { name: dataset.name, digest: dataset.digest, synthetic: dataset.synthetic }],
    ["split", { kind: split.kind, train: split.train, test: split.test, seed: split.seed }],
    ["itemKey", itemKey],
    ["queryKey", queryKey],
    ["settings", settings],
    ["metrics", metrics],
    ["towers", { query: towers.query, candidate: towers.candidate }],
    ["heads", heads],
    ["parts", parts],
  ];
  const lines = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return new TextEncoder().encode(`{\n${lines.join(",\n")}\n}\n`);
}
