import { join } from "node:path";
import ts from "typescript";
import { typeCheck } from "../type-check.js";

/** A way of resolving packages that the design promises to TypeScript consumers. */
export type Resolution = "NodeNext" | "Bundler";

const settings: Record<Resolution, ts.CompilerOptions> = {
  NodeNext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  Bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/**
 * Type-checks files of a consumer, our declarations included, as strictly as anyone may and
 * without the types of Node.
 *
 * @returns The compiler's complaints about the consumer's files and ours; other people's
 * declarations are their own affair.
 */
export function typeFaults(
  folder: string,
  files: readonly string[],
  resolution: Resolution,
): string[] {
  const theirs = /\/node_modules\/(?!@towerkit\/|towerkit\/)/;
  return typeCheck({
    files: files.map((file) => join(folder, file)),
    options: {
      ...settings[resolution],
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
    },
    counts: (file) => !theirs.test(file),
  }).map((fault) => fault.replace(folder, "."));
}
