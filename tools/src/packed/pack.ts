import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runOrThrow } from "../run.js";
import { runtimeDependencies, type Workspace } from "../workspaces.js";

/** A package as it would go to the registry. */
export interface Packed {
  readonly workspace: Workspace;
  readonly tarball: string;
  /** What the tarball holds, from the package's folder. */
  readonly files: readonly string[];
}

/** Packs workspaces into tarballs, with one call of npm for all of them. */
export async function packAll(
  root: string,
  workspaces: readonly Workspace[],
  folder: string,
): Promise<Packed[]> {
  mkdirSync(folder, { recursive: true });
  const chosen = workspaces.flatMap(({ manifest }) => ["--workspace", manifest.name]);
  const { stdout } = await runOrThrow(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder, ...chosen],
    { cwd: root },
  );
  const made = JSON.parse(stdout) as {
    name: string;
    filename: string;
    files: { path: string }[];
  }[];
  return workspaces.map((workspace) => {
    const found = made.find(({ name }) => name === workspace.manifest.name);
    if (!found) throw new Error(`npm pack made no tarball of ${workspace.manifest.name}`);
    return {
      workspace,
      tarball: join(folder, found.filename),
      files: found.files.map(({ path }) => path),
    };
  });
}

/** A package and all of ours that it needs, directly or not. */
export function closureOf(packed: Packed, all: readonly Packed[]): Packed[] {
  const byName = new Map(all.map((one) => [one.workspace.manifest.name, one]));
  const closure = new Set([packed]);
  for (const { workspace } of closure) {
    for (const name of runtimeDependencies(workspace.manifest)) {
      const needed = byName.get(name);
      if (needed) closure.add(needed);
    }
  }
  return [...closure];
}
