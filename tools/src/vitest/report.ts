/** What is read of the report of Vitest's `json` reporter. */
export interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly TestResult[];
  }[];
}

/** How one test went. */
export interface TestResult {
  /** The titles of the blocks that it stands in, the outermost first. */
  readonly ancestorTitles?: readonly string[];
  readonly fullName: string;
  readonly status: string;
  /** Milliseconds. */
  readonly duration?: number | null;
  readonly failureMessages?: readonly string[];
}

export function testsOf({ testResults }: Report): TestResult[] {
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

/** A line for each failure, and for each test that was not run: a skipped test is a failure. */
export function faultsOf(report: Report): string[] {
  const tests = testsOf(report);
  const faults = tests
    .filter(({ status }) => status !== "passed")
    .map(({ status, fullName, failureMessages }) => {
      const why = failureMessages?.[0]?.split("\n")[0];
      const what = `${status === "failed" ? "failed" : "skipped"}: ${fullName}`;
      return why === undefined ? what : `${what}: ${why}`;
    });
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
