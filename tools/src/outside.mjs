// Prints what the tests find outside of the repository, for the keys of Nx's cache: a run that had
// no data, or no browser, must not stand in for one that has.
import { existsSync, readdirSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const dataDir = resolve(process.env.TOWERKIT_DATA_DIR || "../shared/data");
const referenceDir = resolve(process.env.TOWERKIT_REFERENCE_DIR || join(dataDir, "../reference"));
for (const folder of [dataDir, referenceDir]) {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()
    : [];
  for (const file of files) {
    const state = statSync(join(folder, file), { throwIfNoEntry: false });
    process.stdout.write(`${file} ${state?.size} ${state?.mtimeMs}\n`);
  }
}

const browsers = ["chromium", "chromium-browser", "google-chrome"];
for (const folder of (process.env.PATH ?? "").split(delimiter)) {
  for (const browser of browsers) {
    if (existsSync(join(folder, browser))) process.stdout.write(`${browser}\n`);
  }
}
