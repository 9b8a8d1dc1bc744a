import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { runtimeDependencies, type Workspace } from "../workspaces.js";
import type { Import } from "./imports.js";
import { type ArrowTable, allows, type Room } from "./table.js";

/** One thing that is wrong, and the place where it can be mended. */
export interface Fault {
  readonly where: string;
  readonly message: string;
}

/** A workspace with everything that its files import. */
export interface Inhabitant extends Workspace {
  readonly imports: readonly Import[];
}

/** What the rules of one workspace need to know about all the others. */
export interface House {
  readonly table: ArrowTable;
  readonly byName: ReadonlyMap<string, Inhabitant>;
  readonly rootDevDependencies: ReadonlySet<string>;
}

/** `@scope/name` of `@scope/name/sub/path`. */
export function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Everything that is wrong with one workspace. */
export function workspaceFaults(workspace: Inhabitant, house: House): Fault[] {
  const room = house.table.get(workspace.folder);
  if (!room) {
    return [{ where: workspace.folder, message: "has no row in tools/arrows.json" }];
  }
  return [
    ...workspace.imports.flatMap((found) => {
      const message = importFault(found, workspace, room, house);
      return message ? [{ where: `${workspace.folder}/${found.file}:${found.line}`, message }] : [];
    }),
    ...manifestFaults(workspace, room, house).map((message) => ({
      where: `${workspace.folder}/package.json`,
      message,
    })),
  ];
}

function importFault(
  found: Import,
  workspace: Inhabitant,
  room: Room,
  house: House,
): string | undefined {
  const { specifier, kind, file } = found;
  if (specifier.startsWith(".")) return relativeFault(found, workspace);
  if (/^(\/|file:)/.test(specifier))
    return `imports "${specifier}", which is a path of one machine`;
  if (isBuiltin(specifier) || specifier.startsWith("#")) return undefined;
  const name = packageOf(specifier);
  const ours = house.byName.get(name);
  if (ours && !isPublished(specifier, ours)) {
    return `reaches into ${name}: its exports do not have "${specifier}"`;
  }
  if (name === workspace.manifest.name) return undefined;
  if (ours && kind === "source" && !allows(room, name)) {
    return `imports ${name}, but ${room.name} may import ${listed(room.mayImport)}`;
  }
  if (!declaredFor(kind === "source", workspace, house).has(name)) {
    return `imports ${name}, which ${workspace.folder}/package.json does not declare (${file} is ${kind})`;
  }
  return undefined;
}

function relativeFault(
  { file, specifier, kind }: Import,
  workspace: Inhabitant,
): string | undefined {
  const target = posix.normalize(posix.join(workspace.folder, posix.dirname(file), specifier));
  if (target === workspace.folder || target.startsWith(`${workspace.folder}/`)) return undefined;
  const sharedConfiguration = /^[^/]+\.base\.ts$/.test(target);
  if (kind === "configuration" && sharedConfiguration) return undefined;
  return `leaves its package by "${specifier}": import the other package by its name`;
}

function isPublished(specifier: string, { manifest }: Workspace): boolean {
  return Object.hasOwn(manifest.exports ?? {}, `.${specifier.slice(manifest.name.length)}`);
}

/** What may be imported: tests, and sources that never leave the repository, have its tools too. */
function declaredFor(isSource: boolean, { manifest }: Workspace, house: House): Set<string> {
  const declared = runtimeDependencies(manifest);
  if (isSource && manifest.private !== true) return new Set(declared);
  return new Set([
    ...declared,
    ...Object.keys(manifest.devDependencies ?? {}),
    ...house.rootDevDependencies,
  ]);
}

function manifestFaults(workspace: Inhabitant, room: Room, house: House): string[] {
  const { manifest, imports } = workspace;
  const importedBy = (kinds: readonly string[]) =>
    new Set(imports.filter(({ kind }) => kinds.includes(kind)).map((i) => packageOf(i.specifier)));
  const inSources = importedBy(["source"]);
  const anywhere = importedBy(["source", "test", "configuration"]);
  const isPrivate = manifest.private === true;
  const faults: string[] = [];

  for (const name of runtimeDependencies(manifest).filter((name) => house.byName.has(name))) {
    if (!allows(room, name)) {
      faults.push(`depends on ${name}, but ${room.name} may import ${listed(room.mayImport)}`);
    }
    if (!isPrivate && house.byName.get(name)?.manifest.private === true) {
      faults.push(`is published but depends on ${name}, which is private`);
    }
    if (!(isPrivate ? anywhere : inSources).has(name)) {
      faults.push(`depends on ${name}, which no ${isPrivate ? "file" : "source"} imports`);
    }
  }

  for (const name of Object.keys(manifest.devDependencies ?? {})) {
    if (house.byName.has(name) && !anywhere.has(name)) {
      faults.push(`has ${name} as a devDependency, which no file imports`);
    }
  }
  return faults;
}

function listed(names: Room["mayImport"]): string {
  if (names === "any") return "any of ours";
  return names.length === 0 ? "none of ours" : `only ${names.join(", ")}`;
}
