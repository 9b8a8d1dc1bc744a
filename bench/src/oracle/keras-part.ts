import { CannotRun, type Part } from "../figures/part.js";
import { pythonProgram } from "../python/entrants.js";
import { pythonEnvironment } from "../python/environment.js";
import { type Comparison, compare } from "./compare.js";
import { sectionOf } from "./section.js";
import { twins } from "./twins/index.js";

const COLUMNS = 1000;
const SEED = 42;

/** That Keras and our encoders encode the same random columns alike. */
export const kerasPart: Part = {
  name: "keras",
  title: "Keras preprocessing layers",
  page: "conformance.md",
  async run({ say }) {
    const python = await pythonEnvironment(say);
    if ("missing" in python) throw new CannotRun(python.missing);
    const comparisons: Comparison[] = [];
    for (const twin of twins) {
      say(`Keras: ${twin.layer}`);
      const args = [twin.layer, String(COLUMNS), String(SEED)];
      const env = { TF_USE_LEGACY_KERAS: "0" };
      const program = pythonProgram("keras_preprocessing.py", { python, threads: 2, args, env });
      comparisons.push(await compare(twin, COLUMNS, program));
    }
    return {
      section: sectionOf({ seed: SEED, versions: python.versions, comparisons }),
      missed: comparisons.flatMap(({ layer, different, first }) =>
        different === 0 ? [] : [`${layer}: ${different} columns differ, ${first}`],
      ),
    };
  },
};
