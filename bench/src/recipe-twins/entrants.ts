import { join } from "node:path";
import type { Values } from "../contest/compete.js";
import { type Entrant, processEntrant } from "../contest/contestant.js";
import { ourName } from "../contest/ours.js";
import { runProgram } from "../contest/run-program.js";
import { type PythonOptions, pythonProgram } from "../python/entrants.js";
import { runRecipe } from "../run-recipe.js";
import { dataDir } from "../where.js";
import { folderOf, type Twin } from "./twins.js";

/** Our command line, from the start of its process until it says how the test rows rank. */
export const ourRecipe = ({ recipe, shortened }: Twin, threads: number): Entrant =>
  processEntrant(ourName(threads), async () => {
    const epochs = shortened && { epochs: shortened.epochs };
    const run = await runRecipe(recipe, { seed: 42, threads, ...epochs });
    const top100 = run.report.test.top_k["100"] as number;
    return {
      milliseconds: [run.metricsSeconds * 1000],
      values: { top_100: [top100], processSeconds: [run.processSeconds] },
    };
  });

/**
 * The recipe's twin, likewise.
 * @param options - `args` come after the twin's own.
 */
export const tfrsTwin = (
  twin: Twin,
  { name, testRows, ...options }: PythonOptions & { name: string; testRows: string },
): Entrant =>
  processEntrant(name, async () => {
    const args = [join(dataDir, folderOf(twin)), testRows, ...twin.args, ...(options.args ?? [])];
    const program = pythonProgram(twin.script, { ...options, args });
    const { lastLine, milliseconds, testedMilliseconds = milliseconds } = await runProgram(program);
    const values = JSON.parse(lastLine) as Values;
    const processSeconds = [milliseconds / 1000];
    return { milliseconds: [testedMilliseconds], values: { ...values, processSeconds } };
  });
