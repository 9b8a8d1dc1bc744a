import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createRuntime } from "@towerkit/kernels";
import { CannotRun, type Part } from "../figures/part.js";
import { pythonProgram } from "../python/entrants.js";
import { type Python, pythonEnvironment } from "../python/environment.js";
import { type Agreement, type Answer, agreements } from "./compare.js";
import { measure, type Ours } from "./ours.js";
import { sectionOf } from "./section.js";
import { CUTOFFS, makeWorlds, type World } from "./worlds.js";

const ORACLES = ["ir-measures", "scikit-learn"];

/** That random rankings have the same metrics here as in Python's libraries. */
export const metricsPart: Part = {
  name: "metrics",
  title: "Metrics beside oracles",
  page: "conformance.md",
  async run({ folder, say }) {
    const python = await pythonEnvironment(say);
    if ("missing" in python) throw new CannotRun(python.missing);
    const worlds = makeWorlds();
    const found = agreements(await answersOf(python, worlds, folder), await oursOf(worlds));
    return {
      section: sectionOf(found, versionsOf(python)),
      missed: found.filter((agreement) => !isFull(agreement)).map(differing),
    };
  },
};

const differing = ({ metric, oracle, compared, equal }: Agreement): string =>
  `${metric}: ${equal} of ${compared} values are equal to those of ${oracle}`;

const isFull = ({ compared, equal }: Agreement): boolean => equal === compared;

async function oursOf(worlds: readonly World[]): Promise<Ours[]> {
  const runtime = await createRuntime({ threads: 1 });
  const ours: Ours[] = [];
  for (const world of worlds) ours.push(await measure(world, runtime));
  await runtime.close();
  return ours;
}

async function answersOf(
  python: Python,
  worlds: readonly World[],
  folder: string,
): Promise<Answer[]> {
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
}

const versionsOf = (python: Exclude<Python, { missing: string }>): string =>
  ORACLES.map((name) => `${name} ${python.versions[name] ?? ""}`.trim()).join(", ");
