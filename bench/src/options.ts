import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  /** Names of cases; none means all. */
  readonly only: readonly string[];
  /** Rounds of every case; nothing means what each case would take. */
  readonly rounds?: number;
  readonly quick: boolean;
  readonly threads: number;
  readonly python: boolean;
  readonly help: boolean;
}

export const USAGE = `npm run bench -- [options]

  --only NAME    only the case of this name, else the cases whose names start so; may be repeated
  --rounds N     how many rounds each case takes (default: as many as suit the case)
  --threads N    threads that each side may use (default: one a core)
  --quick        one or two rounds of few samples: to try the bench out, not to measure
  --no-python    leave the Python peers out, and install nothing
  --help         this text
`;

/** A command line that says what it cannot mean. */
export class UsageError extends Error {}

/**
 * Reads the command line.
 * @param caseNames - the cases that there are.
 * @throws UsageError for an unknown option or case, or a number that is none.
 */
export function readOptions(args: readonly string[], caseNames: readonly string[]): Options {
  const values = parsed(args);
  refuseUnknown(values.only ?? [], caseNames, "case");
  const rounds = wholeNumber("--rounds", values.rounds);
  return {
    only: values.only ?? [],
    ...(rounds !== undefined && { rounds }),
    quick: values.quick ?? false,
    threads: wholeNumber("--threads", values.threads) ?? availableParallelism(),
    python: !(values["no-python"] ?? false),
    help: values.help ?? false,
  };
}

/** Whether a case, or a part of the figures, is to run: one named in full is that one alone. */
export const isChosen = (
  { only }: Pick<Options, "only">,
  name: string,
  names: readonly string[],
): boolean =>
  only.length === 0 ||
  only.some((start) => (names.includes(start) ? name === start : name.startsWith(start)));

/**
 * Refuses an `--only` that chooses nothing.
 * @throws UsageError that names what there is.
 */
export function refuseUnknown(
  only: readonly string[],
  names: readonly string[],
  what: string,
): void {
  const unknown = only.find((start) => !names.some((name) => name.startsWith(start)));
  if (unknown === undefined) return;
  throw new UsageError(
    `--only ${unknown}: there is no such ${what}; there are ${names.join(", ")}`,
  );
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: "string", multiple: true },
        rounds: { type: "string" },
        threads: { type: "string" },
        quick: { type: "boolean" },
        "no-python": { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) {
    throw new UsageError(`${option} ${text}: it must be a whole number of at least 1`);
  }
  return Number(text);
}
