import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "@towerkit/core";
import type { Measure } from "./tunable.js";

/** Settings that were tried, and what they came to. */
export interface Trial {
  /** From 0. */
  readonly trial: number;
  readonly settings: Readonly<Record<string, number>>;
  readonly measures: readonly Measure[];
  /** Wall-clock time. */
  readonly seconds: number;
}

/** What a search depends on: trials of another one are not to be mixed with it. */
export type SearchIdentity = Readonly<Record<string, unknown>>;

const FILE = "trials.jsonl";

/** The trials of a search: a line of JSON each in a file that begins with what the search depends on. */
export class TrialLog {
  readonly #file: string;
  readonly #trials: Map<number, Trial>;

  private constructor(file: string, trials: Map<number, Trial>) {
    this.#file = file;
    this.#trials = trials;
  }

  /**
   * Opens a folder's log, or begins one. A last line that was not written whole is dropped.
   * @throws ConfigError for the log of another search, or a line that is no trial.
   */
  static async open(folder: string, identity: SearchIdentity): Promise<TrialLog> {
    await mkdir(folder, { recursive: true });
    const file = join(folder, FILE);
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const [header, ...lines] = text.split("\n").slice(0, -1);
    const expected = JSON.stringify(identity);
    if (header === undefined) {
      await writeFile(file, `${expected}\n`);
      return new TrialLog(file, new Map());
    }
    if (header !== expected) {
      throw new ConfigError(
        `${file} holds another search: it begins with ${header}, and this one is ${expected}. Name another folder with --out.`,
      );
    }
    const trials = lines.map((line, i) => readTrial(line, `${file}:${i + 2}`));
    await writeFile(file, [header, ...lines, ""].join("\n"));
    return new TrialLog(file, new Map(trials.map((trial) => [trial.trial, trial])));
  }

  has(trial: number): boolean {
    return this.#trials.has(trial);
  }

  async add(trial: Trial): Promise<void> {
    await appendFile(this.#file, `${JSON.stringify(trial)}\n`);
    this.#trials.set(trial.trial, trial);
  }

  /** The first `count` trials by number, as far as they are done. */
  first(count: number): readonly Trial[] {
    return [...this.#trials.values()]
      .filter(({ trial }) => trial < count)
      .sort((a, b) => a.trial - b.trial);
  }
}

function readTrial(line: string, place: string): Trial {
  try {
    const trial = JSON.parse(line) as Trial;
    if (Number.isInteger(trial.trial) && Array.isArray(trial.measures)) return trial;
  } catch {
    // Said below.
  }
  throw new ConfigError(`${place} is not a trial; delete the line, and the trial is done again.`);
}
