import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../../run-recipe.js";

/** Reports of runs, kept on disk until the code changes: what broke off can go on. */
export class KeptRuns<Run = Report> {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the runs of one state of the code, and removes those of others.
   * @param state - a digest of whatever a figure depends on.
   */
  static async open<Run = Report>(folder: string, state: string): Promise<KeptRuns<Run>> {
    await mkdir(join(folder, state), { recursive: true });
    for (const name of await readdir(folder)) {
      if (name !== state) await rm(join(folder, name), { recursive: true });
    }
    return new KeptRuns<Run>(join(folder, state));
  }

  /** A run's report, if it was run to its end. */
  async get(name: string): Promise<Run | undefined> {
    try {
      return JSON.parse(await readFile(join(this.#folder, `${name}.json`), "utf8")) as Run;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Keeps a report; a run that is killed meanwhile leaves none. */
  async keep(name: string, report: Run): Promise<void> {
    const file = join(this.#folder, `${name}.json`);
    await writeFile(`${file}.part`, JSON.stringify(report));
    await rename(`${file}.part`, file);
  }

  /** A folder for the bundles of a seed. */
  bundles(seed: number): string {
    return join(this.#folder, `bundles-${seed}`);
  }
}

/** A digest of all files in some folders, names and contents. */
export async function digestOf(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const path of paths) {
      hash.update(`${path.slice(folder.length)}\n`).update(await readFile(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
