import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "../run.js";
import type { Report } from "./report.js";

export interface RunTestsOptions {
  /** The workspace whose tests run. */
  readonly cwd: string;
  /** What the names of test files must hold; default: all. */
  readonly files?: string;
  /** The Node that runs them; default: this one. */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * Runs a workspace's tests, however they come out, and reads the report that its configuration asks for.
 * @throws Error with what Vitest printed, where it left no report.
 */
export async function runTests(options: RunTestsOptions): Promise<Report> {
  const { cwd, files, node = process.execPath, env, timeout } = options;
  const reportFile = join(cwd, "test-results.json");
  await rm(reportFile, { force: true });
  const { resolve } = createRequire(import.meta.url);
  const vitest = join(dirname(resolve("vitest/package.json")), "vitest.mjs");
  const args = [vitest, "run", ...(files ? [files] : [])];
  const { code, stdout, stderr } = await run(node, args, { cwd, env, timeout });
  const json = await readFile(reportFile, "utf8").catch(() => undefined);
  if (json === undefined) {
    const end = code === null ? `was killed after ${timeout / 1000} s` : `exited with ${code}`;
    throw new Error(`Vitest left no report and ${end}:\n${stdout}${stderr}`);
  }
  return JSON.parse(json) as Report;
}
