import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { tallyTests } from "./tally.js";

const passing = { fullName: "a works", status: "passed" };

function tallyOf(reports: Readonly<Record<string, object | undefined>>) {
  const root = temporaryFolder();
  writeFileSync(join(root, "package.json"), '{ "workspaces": ["packages/*"] }');
  for (const [name, report] of Object.entries(reports)) {
    const folder = join(root, "packages", name);
    mkdirSync(folder, { recursive: true });
    const scripts = { test: "vitest run" };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, scripts }));
    if (report) writeFileSync(join(folder, "test-results.json"), JSON.stringify(report));
  }
  return tallyTests(root);
}

function report(assertionResults: object[], file: object = { status: "passed" }, success = true) {
  return { success, testResults: [{ name: "a.test.ts", assertionResults, ...file }] };
}

describe("tallyTests", () => {
  it("adds up what passed in every package", () => {
    expect(tallyOf({ a: report([passing, passing]), b: report([passing]) })).toEqual({
      passed: 3,
      failed: 0,
      faults: [],
    });
  });

  it("counts and names what failed, and what was skipped as failed", () => {
    const results = ["failed", "skipped", "pending", "todo"].map((status) => ({
      fullName: `is ${status}`,
      status,
    }));
    expect(tallyOf({ a: report([passing, ...results], { status: "failed" }, false) })).toEqual({
      passed: 1,
      failed: 4,
      faults: [
        "packages/a: failed: is failed",
        "packages/a: skipped: is skipped",
        "packages/a: skipped: is pending",
        "packages/a: skipped: is todo",
      ],
    });
  });

  it("says why a test failed, in a line", () => {
    const failed = {
      fullName: "a",
      status: "failed",
      failureMessages: ["Error: 1 is 2\n  at a.ts"],
    };
    expect(tallyOf({ a: report([failed], { status: "failed" }, false) }).faults).toEqual([
      "packages/a: failed: a: Error: 1 is 2",
    ]);
  });

  it("counts a file that could not be loaded", () => {
    const broken = report([], { status: "failed", message: "no such module" }, false);
    broken.testResults.push(...report([passing]).testResults);
    expect(tallyOf({ a: broken })).toEqual({
      passed: 1,
      failed: 1,
      faults: ["packages/a: failed: a.test.ts: no such module"],
    });
  });

  it("counts an error outside of the tests", () => {
    expect(tallyOf({ a: report([passing], undefined, false) }).faults).toEqual([
      "packages/a: failed outside of its tests",
    ]);
  });

  it("counts a package whose tests did not run or are none", () => {
    expect(tallyOf({ a: undefined, b: { success: false, testResults: [] } }).faults).toEqual([
      "packages/a: no test-results.json, so its tests did not run",
      "packages/b: has no tests, but a test script",
    ]);
  });
});
