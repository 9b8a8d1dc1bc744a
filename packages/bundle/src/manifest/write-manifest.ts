import { FORMAT, FORMAT_VERSION, type Manifest, type ModelManifest } from "./manifest.js";

type Described<M> = Omit<M, "format" | "version">;

/**
 * The manifest as a file, a line for each of its fields, always in this order. Its SHA-256 is the
 * bundle's digest, so nothing here may depend on clock, machine or path.
 */
export function manifestBytes(
  manifest: Described<Manifest> | Described<ModelManifest>,
): Uint8Array {
  const { dataset, split, settings, metrics, towers, parts } = manifest;
  const { kind, itemKey, queryKey, heads } = manifest as Partial<ModelManifest & Manifest>;
  const fields: readonly (readonly [name: string, value: unknown])[] = [
    ["format", FORMAT],
    ["version", FORMAT_VERSION],
    ["kind", kind],
    ["dataset", { name: dataset.name, digest: dataset.digest, synthetic: dataset.synthetic }],
    ["split", { kind: split.kind, train: split.train, test: split.test, seed: split.seed }],
    ["itemKey", itemKey],
    ["queryKey", queryKey],
    ["settings", settings],
    ["metrics", metrics],
    ["towers", towers],
    ["heads", heads],
    ["parts", parts],
  ];
  const lines = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return new TextEncoder().encode(`{\n${lines.join(",\n")}\n}\n`);
}
