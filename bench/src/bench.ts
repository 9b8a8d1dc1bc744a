import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CannotMeasure, type Case, type Context } from "./cases/case.js";
import { cases } from "./cases/index.js";
import { describeMachine } from "./machine.js";
import { isChosen, type Options, readOptions, USAGE, UsageError } from "./options.js";
import { type Python, pythonEnvironment } from "./python/environment.js";
import { withTables } from "./report/page.js";
import { textTable } from "./report/table.js";
import { caseTable, figuresTable } from "./report/tables.js";
import { mergeResults } from "./results/merge.js";
import type { BenchResult, CaseResult, Findings } from "./results/result.js";
import { performancePage, resultsFile } from "./where.js";

const caseNames = cases.map(({ name }) => name);

const say = (line: string) => console.error(line);

async function main(options: Options): Promise<void> {
  const { quick } = options;
  let made: Promise<Python> | undefined;
  const python = () => {
    made ??= options.python
      ? pythonEnvironment(say)
      : Promise.resolve({ missing: "left out by --no-python" });
    return made;
  };

  const results: CaseResult[] = [];
  for (const each of cases.filter(({ name }) => isChosen(options, name, caseNames))) {
    const result = await runCase(each, options, python);
    results.push(result);
    printCase(result);
    // After each, so that a run that is broken off keeps what it has.
    if (!quick) await record(await merged([result], options, await made));
  }
  console.log(`\n${textTable(figuresTable(results))}`);
  if (quick) say("\nA quick run is not written into docs/performance.md.");
}

/** Some results among those of earlier runs on this machine. */
async function merged(
  results: readonly CaseResult[],
  { quick, threads }: Options,
  python: Python | undefined,
): Promise<BenchResult> {
  const run: BenchResult = {
    schema: 1,
    quick,
    threads,
    machine: describeMachine(),
    versions: python && "versions" in python ? python.versions : {},
    cases: results,
  };
  const earlier = existsSync(resultsFile)
    ? (JSON.parse(await readFile(resultsFile, "utf8")) as BenchResult)
    : undefined;
  return mergeResults(earlier, run, caseNames);
}

async function record(result: BenchResult): Promise<void> {
  await mkdir(dirname(resultsFile), { recursive: true });
  await writeFile(resultsFile, `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(performancePage, withTables(await readFile(performancePage, "utf8"), result));
}

async function runCase(
  each: Case,
  { rounds, quick, threads }: Options,
  python: () => Promise<Python>,
): Promise<CaseResult> {
  const { name, title, section } = each;
  say(`\n${title}`);
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), "towerkit-bench-"));
  try {
    const findings = await findingsOf(each, {
      rounds: (usual) => rounds ?? (quick ? Math.min(usual, 2) : usual),
      quick,
      threads,
      folder,
      python,
      say,
    });
    const seconds = (performance.now() - started) / 1000;
    const date = new Date().toISOString().slice(0, 10);
    const command = `npm run bench -- --only ${name}`;
    return { name, title, date, command, seconds, ...(section && { section }), ...findings };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a case finds; nothing but the reason where it cannot run here. */
async function findingsOf({ title, run }: Case, context: Context): Promise<Findings> {
  try {
    return await run(context);
  } catch (error) {
    if (!(error instanceof CannotMeasure)) throw error;
    const leftOut = [{ name: title, why: error.message }];
    return { figures: [], times: [], ratios: [], leftOut, notes: [] };
  }
}

function printCase(result: CaseResult): void {
  const { title, notes, leftOut, seconds } = result;
  const table = caseTable(result);
  console.log(`\n${title} (${seconds.toFixed(0)} s)`);
  if (table) console.log(textTable(table));
  for (const note of notes) console.log(note);
  for (const { name, why } of leftOut) console.log(`left out: ${name}: ${why}`);
}

try {
  const options = readOptions(process.argv.slice(2), caseNames);
  if (options.help) console.log(USAGE);
  else await main(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
