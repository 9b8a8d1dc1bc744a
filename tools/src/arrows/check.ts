import { join } from "node:path";
import { readManifest, readWorkspaces } from "../workspaces.js";
import { findCycle } from "./cycles.js";
import { importsOf } from "./imports.js";
import { type Fault, type House, packageOf, workspaceFaults } from "./rules.js";
import { type ArrowTable, readArrowTable } from "./table.js";

/**
 * Holds every workspace of a repository against `tools/arrows.json`.
 *
 * @returns One line for each fault: where it is, what is wrong and what is allowed. Empty when the
 * house is in order.
 */
export function checkArrows(root: string): string[] {
  const table = readArrowTable(join(root, "tools/arrows.json"));
  const workspaces = readWorkspaces(root).map((workspace) => ({
    ...workspace,
    imports: importsOf(workspace),
  }));
  const house: House = {
    table,
    byName: new Map(workspaces.map((workspace) => [workspace.manifest.name, workspace])),
    rootDevDependencies: new Set(Object.keys(readManifest(root).devDependencies ?? {})),
  };
  return [
    ...tableFaults(table, house),
    ...workspaces.flatMap((workspace) => workspaceFaults(workspace, house)),
    ...cycleFaults(house),
  ].map(({ where, message }) => `${where}: ${message}`);
}

function tableFaults(table: ArrowTable, house: House): Fault[] {
  const where = "tools/arrows.json";
  const folders = new Set([...house.byName.values()].map(({ folder }) => folder));
  const faults: Fault[] = [];
  for (const [folder, room] of table) {
    if (!folders.has(folder)) {
      faults.push({ where, message: `has a row for ${folder}, which is no workspace` });
    } else if (house.byName.get(room.name)?.folder !== folder) {
      faults.push({ where, message: `calls ${folder} ${room.name}, its package.json does not` });
    }
  }
  return faults;
}

function cycleFaults({ table, byName }: House): Fault[] {
  const allowed = new Map(
    [...table.values()].map(({ name, mayImport }) => [
      name,
      new Set(mayImport === "any" ? [] : mayImport),
    ]),
  );
  const drawn = new Map(
    [...byName.values()].map(({ manifest, imports }) => {
      const targets = [
        ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }),
        ...imports.map(({ specifier }) => packageOf(specifier)),
      ];
      return [
        manifest.name,
        new Set(targets.filter((name) => byName.has(name) && name !== manifest.name)),
      ];
    }),
  );
  return [
    ...cycleFault("tools/arrows.json", "allows", allowed),
    ...cycleFault("packages", "draw", drawn),
  ];
}

function cycleFault(where: string, verb: string, graph: Map<string, Set<string>>): Fault[] {
  const cycle = findCycle(graph);
  return cycle ? [{ where, message: `${verb} a cycle: ${cycle.join(" -> ")}` }] : [];
}
