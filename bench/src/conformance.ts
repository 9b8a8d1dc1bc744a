import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type Comparison, compare } from "./oracle/compare.js";
import { comparisonTable, withComparisons } from "./oracle/section.js";
import { twins } from "./oracle/twins/index.js";
import { pythonProgram } from "./python/entrants.js";
import { pythonEnvironment } from "./python/environment.js";
import { textTable } from "./report/table.js";
import { conformancePage } from "./where.js";

const COLUMNS = 1000;
const SEED = 42;

/**
 * Has Keras and our encoders encode the same random columns, and writes into the page how many came
 * out equal. Without Python it says so, and leaves the page alone.
 * @returns whether nothing differs.
 */
export async function conformWithKeras(say: (line: string) => void): Promise<boolean> {
  const python = await pythonEnvironment(say);
  if ("missing" in python) {
    say(`left out: the comparison with Keras, because ${python.missing}`);
    return true;
  }
  const comparisons: Comparison[] = [];
  for (const twin of twins) {
    say(`Keras: ${twin.layer}`);
    const args = [twin.layer, String(COLUMNS), String(SEED)];
    const env = { TF_USE_LEGACY_KERAS: "0" };
    const program = pythonProgram("keras_preprocessing.py", { python, threads: 2, args, env });
    comparisons.push(await compare(twin, COLUMNS, program));
  }
  console.log(`\n${textTable(comparisonTable(comparisons))}`);
  for (const { layer, first } of comparisons) if (first) console.log(`${layer}, ${first}`);
  const date = new Date().toISOString().slice(0, 10);
  const run = { date, seed: SEED, versions: python.versions, comparisons };
  await writeFile(conformancePage, withComparisons(await readFile(conformancePage, "utf8"), run));
  return comparisons.every(({ different }) => different === 0);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!(await conformWithKeras((line) => console.error(line)))) process.exitCode = 1;
}
