import { join } from "node:path";
import ts from "typescript";
import { typeCheck } from "../type-check.js";
import { repositoryRoot } from "../workspaces.js";
import { codeFile, type Prepared } from "./document.js";

/**
 * Type-checks the `ts` blocks of all documents as one program, against our packages' sources.
 *
 * @returns `document:line: message` for each fault.
 */
export function documentTypeFaults(documents: readonly Prepared[]): string[] {
  const names = new Map<string, string>();
  for (const { blocks, folder } of documents) {
    for (const block of blocks.filter(({ language }) => language === "ts")) {
      names.set(join(folder, codeFile(block)), block.file);
    }
  }
  const faults = typeCheck({
    files: [...names.keys()],
    options: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      types: ["node"],
      typeRoots: [join(repositoryRoot, "node_modules/@types")],
      customConditions: ["@towerkit/source"],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
    },
    counts: (file) => names.has(file),
  });
  return faults.map((fault) => {
    const file = [...names.keys()].find((name) => fault.startsWith(`${name}:`));
    return file ? fault.replace(file, names.get(file) as string) : fault;
  });
}
