import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsOf, type Report, testsOf } from "../vitest/report.js";
import { readWorkspaces } from "../workspaces.js";

/** How the tests of a whole run went. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** A line for each failure, and for each test that was not run: a skipped test is a failure. */
  readonly faults: readonly string[];
}

/** Adds up the `test-results.json` of every workspace that has a test script. */
export function tallyTests(root: string): Tally {
  let passed = 0;
  const faults = readWorkspaces(root)
    .filter(({ manifest }) => manifest.scripts?.["test"])
    .flatMap(({ folder, path }) => {
      const file = join(path, "test-results.json");
      if (!existsSync(file)) return [`${folder}: no test-results.json, so its tests did not run`];
      const report = JSON.parse(readFileSync(file, "utf8")) as Report;
      passed += testsOf(report).filter(({ status }) => status === "passed").length;
      return faultsOf(report).map((fault) => `${folder}: ${fault}`);
    });
  return { passed, failed: faults.length, faults };
}
