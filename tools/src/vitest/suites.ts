import { type Report, testsOf } from "./report.js";

/** The tests below one outermost `describe`. */
export interface Suite {
  readonly name: string;
  readonly seconds: number;
  readonly passed: boolean;
}

/** The outermost blocks of a report, by name. */
export function suitesOf(report: Report): Suite[] {
  const tests = testsOf(report).map((test) => ({ ...test, suite: test.ancestorTitles?.[0] ?? "" }));
  return [...new Set(tests.map(({ suite }) => suite))].sort().map((name) => {
    const own = tests.filter(({ suite }) => suite === name);
    return {
      name,
      seconds: own.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1000,
      passed: own.every(({ status }) => status === "passed"),
    };
  });
}
