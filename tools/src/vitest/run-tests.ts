import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { run } from "../run.js";
import type { Report } from "./report.js";

export interface RunTestsOptions {
  /** The workspace whose tests run. */
  readonly cwd: string;
  /** Where the report goes. */
  readonly folder: string;
  /** What the names of test files must hold; default: all. */
  readonly files?: string;
  /** The Node that runs them; default: this one. */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * Runs a workspace's tests, however they come out.
 * @throws Error with what Vitest printed, where it left no report.
 */
export async function runTests(options: RunTestsOptions): Promise<Report> {
  const { cwd, folder, files, node = process.execPath, env, timeout } = options;
  const outputFile = join(folder, "test-results.json");
  const vitest = join(
    createRequire(import.meta.url).resolve("vitest/package.json"),
    "../vitest.mjs",
  );
  const args = [vitest, "run", "--reporter=json", `--outputFile=${outputFile}`];
  const { code, stdout, stderr } = await run(node, [...args, ...(files ? [files] : [])], {
    cwd,
    env,
    timeout,
  });
  const json = await readFile(outputFile, "utf8").catch(() => undefined);
  if (json === undefined) {
    const end = code === null ? `was killed after ${timeout / 1000} s` : `exited with ${code}`;
    throw new Error(`Vitest left no report and ${end}:\n${stdout}${stderr}`);
  }
  return JSON.parse(json) as Report;
}
