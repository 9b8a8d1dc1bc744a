import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "esbuild";

/**
 * A plugin for esbuild that writes the licences of all packages that went into a bundle.
 * @throws Error if one of them has no licence text: it must not be handed on then.
 */
export function thirdPartyNotices(file: string): Plugin {
  return {
    name: "third-party-notices",
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        if (metafile === undefined) return;
        const outputs = Object.values(metafile.outputs);
        const { absWorkingDir = process.cwd() } = build.initialOptions;
        const inputs = outputs
          .flatMap((output) => Object.keys(output.inputs))
          .map((input) => resolve(absWorkingDir, input));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, noticesOf(inputs));
      });
    },
  };
}

function noticesOf(inputs: readonly string[]): string {
  const folders = new Set(
    inputs.filter((input) => input.includes("node_modules/")).map(packageFolder),
  );
  const notices = Array.from(folders, notice).sort();
  return `The command line holds code of these packages.\n${notices.join("")}`;
}

/** The nearest folder above a file whose `package.json` has a name: some hold nameless ones further in. */
function packageFolder(input: string): string {
  let folder = dirname(input);
  while (!existsSync(join(folder, "package.json")) || manifestOf(folder).name === undefined) {
    folder = dirname(folder);
  }
  return folder;
}

function notice(folder: string): string {
  const { name, version, license } = manifestOf(folder);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`${name} is bundled but has no licence text beside its package.json.`);
  }
  const text = readFileSync(join(folder, file), "utf8").trim();
  return `\n${"-".repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`;
}

function manifestOf(folder: string): { name?: string; version?: string; license?: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
