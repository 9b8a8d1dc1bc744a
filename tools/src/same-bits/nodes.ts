import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runOrThrow } from "../run.js";

/** The executable of a major version of Node: the one that runs this, or one from the registry. */
export async function nodeOfMajor(major: string, folder: string): Promise<string> {
  if (!/^\d+$/.test(major)) throw new Error(`${major} is no major version of Node, such as 22.`);
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const own = join(folder, `node-${major}`);
  await mkdir(own, { recursive: true });
  const quiet = ["--prefix", own, "--no-save", "--no-audit", "--no-fund", "--prefer-offline"];
  await runOrThrow("npm", ["install", ...quiet, `node@${major}`], { cwd: own, timeout: 300_000 });
  const executable = join(own, "node_modules/node/bin/node");
  await runOrThrow(executable, ["--version"], { cwd: own });
  return executable;
}
