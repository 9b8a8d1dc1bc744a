import { readFileSync } from "node:fs";

/** One recorded behaviour of an outside program. */
export interface Case {
  readonly id: string;
  readonly covers: string;
  /** `exact`: compare numbers; `property`: check the statements; `error`: the call must fail. */
  readonly kind: "exact" | "property" | "error";
  readonly given: unknown;
  readonly expect: unknown;
  readonly tolerance?: number | null;
  readonly note?: string;
}

/** What runs a case. */
export interface Claim {
  /**
   * `passed`: we do what the case expects. `differs`: we do better, and assert what we do.
   * `not applicable`: it is about hardware or a mode that we do not have.
   */
  readonly verdict: "passed" | "differs" | "not applicable";
  /** How we come to what is expected, what we do instead, or why nothing is asserted. */
  readonly remark?: string;
  run(one: Case): void | Promise<void>;
}

/** Claims by the id of their case. */
export type Claims = Readonly<Record<string, Claim>>;

/** Reads a file of cases. */
export function readCases(name: string): readonly Case[] {
  const text = readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { cases: Case[] }).cases;
}

type Check<Given, Expected> = (
  given: Given,
  expected: Expected,
  tolerance: number,
) => void | Promise<void>;

/**
 * Makes a claim that we do what the case expects. It reads the case's data as the types say.
 * @param remark - how, where that is not plain to see.
 */
export function claim<Given = unknown, Expected = unknown>(
  check: Check<Given, Expected>,
  remark?: string,
): Claim {
  return {
    verdict: "passed",
    ...(remark !== undefined && { remark }),
    run: (one) => check(one.given as Given, one.expect as Expected, one.tolerance ?? 0),
  };
}

/** Makes a claim that we do something else than the case records, on purpose; it asserts what. */
export function differs<Given = unknown, Expected = unknown>(
  check: Check<Given, Expected>,
  instead: string,
): Claim {
  return { ...claim(check, instead), verdict: "differs" };
}

/** Makes the claim of a case about something that we do not have. */
export function notApplicable(why: string): Claim {
  return { verdict: "not applicable", remark: why, run: () => {} };
}
