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
  /** Where we differ on purpose: what we do, as part of the test's name. */
  readonly instead?: string;
  run(one: Case): void | Promise<void>;
}

/** Claims by the id of their case. */
export type Claims = Readonly<Record<string, Claim>>;

/** Reads a file of cases. */
export function readCases(name: string): readonly Case[] {
  const text = readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { cases: Case[] }).cases;
}

/**
 * Makes a claim that reads the case's data as the types say.
 * @param instead - given where we differ on purpose.
 */
export function claim<Given = unknown, Expected = unknown>(
  check: (given: Given, expected: Expected, tolerance: number) => void | Promise<void>,
  instead?: string,
): Claim {
  return {
    ...(instead !== undefined && { instead }),
    run: (one) => check(one.given as Given, one.expect as Expected, one.tolerance ?? 0),
  };
}
