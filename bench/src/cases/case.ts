import type { Python } from "../python/environment.js";
import type { Findings, Section } from "../results/result.js";

/** Something that the bench measures. */
export interface Case {
  /** What `--only` calls it. */
  readonly name: string;
  readonly title: string;
  /** Where its table stands on the page, as rows among those of other cases. Default: a section of its own. */
  readonly section?: Section;
  run(context: Context): Promise<Findings>;
}

/** What a case works with. */
export interface Context {
  /** How many rounds to run, given how many the case would for itself. */
  rounds(usual: number): number;
  readonly quick: boolean;
  /** How many threads each side may use. */
  readonly threads: number;
  /** A folder of the case's own, removed afterwards. */
  readonly folder: string;
  /** The peers' Python, made on first use. */
  python(): Promise<Python>;
  /** Tells the reader how far things are. */
  say(line: string): void;
}

/** A case cannot run on this machine; the message says what is missing. */
export class CannotMeasure extends Error {}
