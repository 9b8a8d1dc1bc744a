import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Workspace } from "../workspaces.js";

/** What a file is for: rooms bind sources only; tests and configuration may reach for more. */
export type FileKind = "source" | "test" | "configuration";

/** One module specifier as a file has it. */
export interface Import {
  /** From the workspace's folder: `src/index.ts`. */
  readonly file: string;
  readonly line: number;
  readonly kind: FileKind;
  readonly specifier: string;
}

const ignoredFolders = new Set(["node_modules", "dist", "out-tsc", "coverage", "bundles"]);

/** Every import of a workspace's files: static, dynamic, of types, re-exports and `require`. */
export function importsOf(workspace: Workspace): Import[] {
  return codeFiles(workspace.path).flatMap((file) => {
    const text = readFileSync(join(workspace.path, file), "utf8");
    const { importedFiles } = ts.preProcessFile(text, true, true);
    return importedFiles.map(({ fileName, pos }) => ({
      file,
      line: text.slice(0, pos).split("\n").length,
      kind: kindOf(file),
      specifier: fileName,
    }));
  });
}

/** What a file is for, by its place and name. */
export function kindOf(file: string): FileKind {
  if (/(^|\/)(test|bench)\//.test(file) || /\.test\.[cm]?[jt]sx?$/.test(file)) return "test";
  if (/^([^/]+\.config\.[cm]?[jt]s|scripts\/.+)$/.test(file)) return "configuration";
  return "source";
}

function codeFiles(root: string, folder = ""): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ignoredFolders.has(entry.name) ? [] : codeFiles(root, path);
    return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
  });
}
