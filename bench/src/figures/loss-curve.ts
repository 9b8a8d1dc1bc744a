import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Entrant, lineEntrant } from "../contest/contestant.js";
import { ourProgram } from "../contest/ours.js";
import { pythonEntrant } from "../python/entrants.js";
import { pythonEnvironment } from "../python/environment.js";
import { markdownTable } from "../report/table.js";
import { contextArrays, contextTowers } from "../step/context-towers.js";
import { ADAGRAD } from "../step/settings.js";
import { needMovielens100k } from "./needs.js";
import { CannotRun, type Part } from "./part.js";

const BATCH_SIZE = 2048;
const DIM = 32;
/** Three times over the train rows, whole batches. */
const STEPS = 117;
/** float32 keeps seven digits, and training carries on what rounding makes of them. */
const MOST = 1e-4;

/** That dense towers learn in TensorFlow and in ours alike, from the same numbers and batches. */
export const lossCurvePart: Part = {
  name: "loss-curve",
  title: "Three epochs of dense towers beside TensorFlow",
  page: "conformance.md",
  async run({ folder, say }) {
    needMovielens100k();
    const python = await pythonEnvironment(say);
    if ("missing" in python) throw new CannotRun(python.missing);
    for (const [file, numbers] of Object.entries(contextArrays(await contextTowers(DIM)))) {
      await writeFile(join(folder, file), numbers);
    }
    const setup = { folder, batchSize: BATCH_SIZE, dim: DIM, threads: 2, fast: false, ...ADAGRAD };
    const ours = lineEntrant("towerkit", ourProgram("context-features.ts"), setup);
    const theirs = pythonEntrant(
      "TensorFlow",
      "context_features_tensorflow.py",
      { ...setup, ways: "as offered" },
      { python, threads: 2 },
    );
    return compared(await lossesOf(ours), await lossesOf(theirs), python.versions["tensorflow"]);
  },
};

async function lossesOf(entrant: Entrant): Promise<readonly number[]> {
  const [contestant] = await entrant.start();
  if (!contestant) throw new Error(`${entrant.name} started nothing`);
  try {
    const { values } = await contestant.run(STEPS);
    if (values?.["loss"]?.length !== STEPS) throw new Error(`${entrant.name} gave too few losses`);
    return values["loss"];
  } finally {
    await contestant.close();
  }
}

/** The section, and what is missed, given the loss of each step. */
export function compared(ours: readonly number[], theirs: readonly number[], version = "") {
  const apart = ours.map((loss, i) => Math.abs(loss - (theirs[i] ?? Number.NaN)) / loss);
  const worst = apart.reduce((most, each) => Math.max(most, each), 0);
  const shown = [1, 10, 20, 39, 78, 117].filter((step) => step <= ours.length);
  const table = markdownTable({
    columns: ["step", "towerkit", "TensorFlow", "relative difference"],
    rows: shown.map((step) => [
      String(step),
      (ours[step - 1] as number).toFixed(3),
      (theirs[step - 1] ?? Number.NaN).toFixed(3),
      (apart[step - 1] as number).toExponential(1),
    ]),
  });
  const verdict =
    `The largest relative difference of a step's loss is ${worst.toExponential(1)}; ` +
    `${MOST.toExponential()} is allowed.`;
  return {
    section:
      "The towers of `context-features` (embeddings, a bag of words, a number, a dense layer in each) " +
      `take ${ours.length} steps of ${BATCH_SIZE} rows in ours and in TensorFlow ${version} with Keras's Adagrad, ` +
      `from the same numbers and over the same batches.\n\n${table}\n\n${verdict}`,
    missed: worst <= MOST ? [] : [verdict],
  };
}
