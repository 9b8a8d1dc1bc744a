import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createRuntime } from "@towerkit/kernels";
import { pythonProgram } from "../python/entrants.js";
import { type Python, pythonEnvironment } from "../python/environment.js";
import { conformancePage } from "../where.js";
import { type Agreement, type Answer, agreements } from "./compare.js";
import { measure, type Ours } from "./ours.js";
import { withAgreements } from "./page.js";
import { CUTOFFS, makeWorlds, type World } from "./worlds.js";

const ORACLES = ["ir-measures", "scikit-learn"];

/**
 * Measures random rankings beside Python's libraries, and writes how often both said the same into
 * `docs/conformance.md`. Without Python it says so, and leaves the page alone.
 *
 * @returns whether nothing differed.
 */
export async function metricsBesideOracles(say: (line: string) => void): Promise<boolean> {
  const python = await pythonEnvironment(say);
  if ("missing" in python) {
    say(`metrics beside ir-measures and scikit-learn: skipped, as ${python.missing}`);
    return true;
  }
  const worlds = makeWorlds();
  const found = agreements(await answersOf(python, worlds), await oursOf(worlds));
  for (const { metric, oracle, compared, equal } of found) {
    say(`${metric} beside ${oracle}: ${equal} of ${compared} values equal`);
  }
  const page = await readFile(conformancePage, "utf8").catch(() => "# Conformance\n");
  await writeFile(conformancePage, withAgreements(page, found, versionsOf(python)));
  return found.every(isFull);
}

const isFull = ({ compared, equal }: Agreement): boolean => equal === compared;

async function oursOf(worlds: readonly World[]): Promise<Ours[]> {
  const runtime = await createRuntime({ threads: 1 });
  const ours: Ours[] = [];
  for (const world of worlds) ours.push(await measure(world, runtime));
  await runtime.close();
  return ours;
}

async function answersOf(python: Python, worlds: readonly World[]): Promise<Answer[]> {
  const folder = await mkdtemp(join(tmpdir(), "metrics-oracle-"));
  try {
    const file = join(folder, "worlds.json");
    await writeFile(file, JSON.stringify({ cutoffs: CUTOFFS, worlds }));
    const program = pythonProgram("metrics_oracle.py", { python, threads: 1, args: [file] });
    const { stdout } = await promisify(execFile)(program.command, program.args, {
      env: { ...process.env, ...program.env },
      maxBuffer: 2 ** 28,
    });
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Answer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const versionsOf = (python: Exclude<Python, { missing: string }>): string =>
  ORACLES.map((name) => `${name} ${python.versions[name] ?? ""}`.trim()).join(", ");
