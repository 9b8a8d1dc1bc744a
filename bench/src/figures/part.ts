import type { Page } from "./page.js";

/** Something that `npm run figures` holds against what is asked. */
export interface Part {
  /** What `--only` calls it, and its marks in the page. */
  readonly name: string;
  readonly title: string;
  /** The page that holds its section. */
  readonly page: Page;
  run(context: Context): Promise<Findings>;
}

/** What a part works with. */
export interface Context {
  /** A folder of the part's own, removed afterwards. */
  readonly folder: string;
  /** Tells the reader how far things are. */
  say(line: string): void;
}

/** What a part found. */
export interface Findings {
  /** Markdown for the page. */
  readonly section: string;
  /** A sentence for each thing that is not as asked; none means that the part holds. */
  readonly missed: readonly string[];
}

/** A part cannot run on this machine; the message says what is missing. */
export class CannotRun extends Error {}
