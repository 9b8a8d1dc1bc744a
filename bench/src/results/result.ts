import type { LeftOut } from "../contest/contestant.js";
import type { Info } from "../contest/protocol.js";
import type { Ratio } from "../contest/ratio.js";
import type { Table } from "../report/table.js";

/** What the bench found on one machine; `bench/results/latest.json`. The README says what is what. */
export interface BenchResult {
  readonly schema: 1;
  /** A quick run is for trying the bench out: too few rounds to go by. */
  readonly quick: boolean;
  /** How many threads each side could use. */
  readonly threads: number;
  readonly machine: Machine;
  /** Versions of the peers, by package. */
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly CaseResult[];
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
}

export interface CaseResult extends Findings {
  readonly name: string;
  /** The day on which it was measured, as `2026-11-22`. */
  readonly date: string;
  readonly title: string;
  /** What to type to measure it again. */
  readonly command: string;
  /** How long the case took as a whole. */
  readonly seconds: number;
  /** The section of the page that it shares with others. Nothing where it has its own. */
  readonly section?: Section;
}

/** A section of the page: its title, and what to type to measure all of it again. */
export interface Section {
  readonly title: string;
  readonly command: string;
  /** What a reader must know of all of its cases. */
  readonly notes: readonly string[];
}

/** What a case found. */
export interface Findings {
  readonly figures: readonly Figure[];
  readonly times: readonly Times[];
  readonly ratios: readonly Ratio[];
  readonly leftOut: readonly LeftOut[];
  /** Shown instead of the times, where another view of them says more. */
  readonly table?: Table;
  /** What a reader must know to read the numbers. */
  readonly notes: readonly string[];
}

/** A number that the design asks for, and what was measured. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** Nothing where nothing is asked. */
  readonly asked?: { readonly relation: "≥" | "≤"; readonly value: number };
  /** Nothing where it could not be measured; `note` then says why. */
  readonly measured?: number;
  readonly spread?: readonly [number, number];
  readonly note?: string;
}

/** One contestant's milliseconds. */
export interface Times {
  readonly name: string;
  readonly median: number;
  readonly quartiles: readonly [number, number];
  readonly samples: number;
  readonly info: Info;
  /** Every time, one list a round. */
  readonly rounds: readonly (readonly number[])[];
}
