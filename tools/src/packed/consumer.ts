import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runOrThrow } from "../run.js";
import { closureOf, type Packed } from "./pack.js";

/** An empty project that has one of our packages installed, and nothing else of its own. */
export interface Consumer {
  readonly folder: string;
  readonly packed: Packed;
  /** Every specifier that the package publishes code under; its main entry comes first. */
  readonly entries: readonly string[];
}

export function entriesOf({ workspace: { manifest } }: Packed): string[] {
  return Object.keys(manifest.exports ?? {})
    .filter((subpath) => subpath !== "./package.json")
    .map((subpath) => manifest.name + subpath.slice(1));
}

/**
 * Installs a packed package into a new project. Ours come from their tarballs, as they are not on
 * the registry yet; other people's come from npm.
 */
export async function installAlone(
  packed: Packed,
  all: readonly Packed[],
  folder: string,
): Promise<Consumer> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true }\n');
  const tarballs = closureOf(packed, all).map(({ tarball }) => tarball);
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await runOrThrow("npm", ["install", ...quiet, ...tarballs], { cwd: folder });
  return writeImports(packed, folder);
}

/** Writes a file for each way of importing a package into a project that has it installed. */
export function writeImports(packed: Packed, folder: string): Consumer {
  const consumer = { folder, packed, entries: entriesOf(packed) };
  for (const [name, text] of Object.entries(filesOf(consumer))) {
    writeFileSync(join(folder, name), text);
  }
  return consumer;
}

/** The two files for Node print what every entry exports. */
function filesOf({ entries, packed }: Consumer): Record<string, string> {
  const each = (line: (entry: string, index: number) => string) =>
    entries.map((entry, index) => `${line(JSON.stringify(entry), index)}\n`).join("");
  const print = "console.log(JSON.stringify(found.map((entry) => Object.keys(entry).sort())));\n";
  return {
    "esm.mjs": `const found = [];\n${each((e) => `found.push(await import(${e}));`)}${print}`,
    "commonjs.cjs": `const found = [];\n${each((e) => `found.push(require(${e}));`)}${print}`,
    "esm.mts": each((e, i) => `import * as entry${i} from ${e};\nexport { entry${i} };`),
    "commonjs.cts": each((e, i) => `import entry${i} = require(${e});\nexport { entry${i} };`),
    "bundler.ts": each((e, i) => `import * as entry${i} from ${e};\nexport { entry${i} };`),
    "browser.js": `import * as all from "${packed.workspace.manifest.name}";\nglobalThis.all = all;\n`,
  };
}

/** What running one of a consumer's files printed and loaded. */
export interface Loaded {
  /** The sorted names that each entry exports, in the order of `entries`. */
  readonly exported: readonly string[][];
  /** The files that Node loaded for it, from the project's folder. */
  readonly files: readonly string[];
}

/** Runs `esm.mjs` or `commonjs.cjs` of a consumer in Node. */
export async function load(consumer: Consumer, file: string): Promise<Loaded> {
  // V8 lists every script that it ran, of either module system, in what it writes about coverage.
  const coverage = join(consumer.folder, `loaded-by-${file}`);
  rmSync(coverage, { recursive: true, force: true });
  const { stdout } = await runOrThrow(process.execPath, [file], {
    cwd: consumer.folder,
    env: { NODE_V8_COVERAGE: coverage, NODE_OPTIONS: "" },
  });
  const prefix = `/node_modules/`;
  const files = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), "utf8")) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => url).filter((url) => url.includes(prefix));
  });
  return {
    exported: JSON.parse(stdout),
    files: files.map((url) => url.slice(url.indexOf(prefix) + prefix.length)),
  };
}
