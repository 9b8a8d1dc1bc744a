import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readWorkspaces } from "../workspaces.js";
import { type Block, extractBlocks } from "./extract.js";

/** A Markdown file of the repository, named from its root. */
export interface Document {
  readonly file: string;
  readonly blocks: readonly Block[];
}

/** The Markdown files of the root, of every workspace and of `docs`; changelogs are generated. */
export function findDocuments(root: string): Document[] {
  const workspaces = readWorkspaces(root).map(({ folder }) => folder);
  const files = ["", ...workspaces].flatMap((folder) => markdownIn(root, folder));
  return [...files, ...markdownIn(root, "docs", { recursive: true })].map((file) => ({
    file,
    blocks: extractBlocks(readFileSync(join(root, file), "utf8"), file),
  }));
}

function markdownIn(root: string, folder: string, { recursive = false } = {}): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && name !== "CHANGELOG.md")
    .sort()
    .map((name) => (folder === "" ? name : `${folder}/${name}`));
}
