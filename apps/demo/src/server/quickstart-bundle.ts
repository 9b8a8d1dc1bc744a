import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where `npm start` puts its bundle. */
export const QUICKSTART_DIR = fileURLToPath(
  new URL("../../../../bundles/quickstart", import.meta.url),
);

/**
 * Trains the quickstart recipe into a folder with the `towerkit` command, unless a bundle is there.
 * The command looks for data by its own rule, and says what it trains on.
 */
export async function ensureQuickstart(dir: string, say: (line: string) => void): Promise<void> {
  if (existsSync(join(dir, "manifest.json"))) return;
  say(`There is no bundle in ${dir} yet: training one.`);
  const manifest = fileURLToPath(import.meta.resolve("towerkit/package.json"));
  const command = join(manifest, "../bin/towerkit.js");
  const exitCode = await run([command, "train", "quickstart", "--out", dir]);
  if (exitCode !== 0) throw new Error("Training failed, so there is nothing to show.");
}

function run(args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    child.once("error", reject);
    child.once("close", resolve);
  });
}
