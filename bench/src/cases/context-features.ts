import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compete } from "../contest/compete.js";
import { type Entrant, lineEntrant } from "../contest/contestant.js";
import { ourName, ourProgram, oursByThreads } from "../contest/ours.js";
import { withBothAllocators } from "../python/entrants.js";
import { besideOurs } from "../results/beside-ours.js";
import { sameAsFirst } from "../results/figures.js";
import { contextArrays, contextTowers } from "../step/context-towers.js";
import { ADAGRAD, type StepSetup } from "../step/settings.js";
import type { Case, Context } from "./case.js";
import { firstLosses } from "./first-losses.js";
import { tfjsNodeProgram } from "./tfjs-node.js";

const BATCH_SIZE = 2048;
const DIM = 32;
const TENSORFLOW = "TensorFlow";
const REWRITTEN = "TensorFlow rewritten";
/** Of each loss of the first turn: later ones drift apart by rounding. */
const SAME_LOSS = { relative: 1e-3 };

/** One step of the recipe's towers: embeddings, a bag of words and a number go through dense layers. */
export const contextFeaturesCase: Case = {
  name: "context-features",
  title: `Training step, dense towers of \`context-features\`, ${DIM}-d, ML-100K, batch ${BATCH_SIZE}`,
  async run(context) {
    const towers = await contextTowers(DIM);
    for (const [file, numbers] of Object.entries(contextArrays(towers))) {
      await writeFile(join(context.folder, file), numbers);
    }
    const competition = await compete(await entrants(context), {
      rounds: context.rounds(10),
      samples: context.quick ? 2 : 10,
      settle: context.quick ? 1 : 3,
      warmUp: 3,
      check: sameAsFirst("loss", SAME_LOSS),
      say: context.say,
    });
    const beside = besideOurs(`dense step, B ${BATCH_SIZE}`, competition, context);
    return {
      figures: [beside.fasterThan(TENSORFLOW, 1), beside.fasterThan(REWRITTEN, 1)],
      times: beside.times,
      ratios: beside.ratios,
      leftOut: competition.leftOut,
      notes: [
        `Data: ${towers.data}. Peers read what our encoders made: ids, padded ids of words, and ` +
          `normalised times. ${firstLosses(competition)}`,
      ],
    };
  },
};

async function entrants({ folder, threads, python }: Context): Promise<Entrant[]> {
  const setup: StepSetup = { folder, batchSize: BATCH_SIZE, dim: DIM, threads, ...ADAGRAD };
  const options = { python: await python(), threads };
  const tensorflow = (name: string, ways: string) =>
    withBothAllocators(name, "context_features_tensorflow.py", { ...setup, ways }, options);
  const fast = `${ourName(threads)}, fast`;
  const tfjs = "tfjs-node, plain operations";
  return [
    ...oursByThreads("context-features.ts", setup, threads),
    lineEntrant(fast, ourProgram("context-features.ts"), { ...setup, fast: true }),
    ...tensorflow(TENSORFLOW, "as offered"),
    ...tensorflow(REWRITTEN, "rewritten"),
    {
      name: tfjs,
      start: async () =>
        lineEntrant(tfjs, tfjsNodeProgram("context-features-tfjs.ts", threads), setup).start(),
    },
  ];
}
