// Prints what the tests find outside of the repository, for the keys of Nx's cache: a run that had
// no data, or no browser, must not stand in for one that has.
import { existsSync, readdirSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const dataDir = resolve(process.env.TOWERKIT_DATA_DIR || "../shared/data");
const dataFiles = existsSync(dataDir)
  ? readdirSync(dataDir, { recursive: true, encoding: "utf8" }).sort()
  : [];
for (const file of dataFiles) {
  const state = statSync(join(dataDir, file), { throwIfNoEntry: false });
  process.stdout.write(`${file} ${state?.size} ${state?.mtimeMs}\n`);
}

const browsers = ["chromium", "chromium-browser", "google-chrome"];
for (const folder of (process.env.PATH ?? "").split(delimiter)) {
  for (const browser of browsers) {
    if (existsSync(join(folder, browser))) process.stdout.write(`${browser}\n`);
  }
}
