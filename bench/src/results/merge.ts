import type { BenchResult } from "./result.js";

/**
 * Puts a case's new result among those of earlier runs, in the order of `names`. What another machine
 * measured, or with another number of threads, or in a hurry, is dropped: one page tells of one machine.
 */
export function mergeResults(
  earlier: BenchResult | undefined,
  run: BenchResult,
  names: readonly string[],
): BenchResult {
  const kept = earlier !== undefined && isComparable(earlier, run) ? earlier : undefined;
  const caseOf = (name: string) =>
    [...run.cases, ...(kept?.cases ?? [])].find((result) => result.name === name);
  return {
    ...run,
    versions: { ...kept?.versions, ...run.versions },
    cases: names.flatMap((name) => caseOf(name) ?? []),
  };
}

const isComparable = (one: BenchResult, other: BenchResult): boolean =>
  one.schema === other.schema &&
  one.quick === other.quick &&
  one.threads === other.threads &&
  JSON.stringify(one.machine) === JSON.stringify(other.machine);
