import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readWorkspaces } from "../workspaces.js";

/** How the tests of a whole run went. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** A line for each failure, and for each test that was not run: a skipped test is a failure. */
  readonly faults: readonly string[];
}

/** What is read of the report of Vitest's `json` reporter. */
interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
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

function testsOf({ testResults }: Report) {
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

function faultsOf(report: Report): string[] {
  const tests = testsOf(report);
  const faults = tests
    .filter(({ status }) => status !== "passed")
    .map(({ status, fullName }) => `${status === "failed" ? "failed" : "skipped"}: ${fullName}`);
  const brokenFiles = report.testResults
    .filter((file) => file.status === "failed" && !hasFailedTest(file.assertionResults))
    .map(({ name, message }) => `failed: ${name}: ${message ?? "it could not be loaded"}`);
  const all = [...faults, ...brokenFiles];
  if (tests.length === 0 && all.length === 0) return ["has no tests, but a test script"];
  if (!report.success && brokenFiles.length === 0 && !hasFailedTest(tests)) {
    return [...all, "failed outside of its tests"];
  }
  return all;
}

function hasFailedTest(tests: readonly { readonly status: string }[]): boolean {
  return tests.some(({ status }) => status === "failed");
}
