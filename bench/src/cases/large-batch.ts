import { type Competition, compete } from "../contest/compete.js";
import { lineEntrant } from "../contest/contestant.js";
import { ourName, ourProgram } from "../contest/ours.js";
import { figureOf, timesOf } from "../results/figures.js";
import type { Findings } from "../results/result.js";
import type { Case, Context } from "./case.js";

const DIM = 64;
const BATCH = 65_536;
const QUICK_BATCH = 8192;

/** In-batch softmax over a batch whose users and items are all distinct. */
export const largeBatchCase: Case = {
  name: "large-batch",
  title: `In-batch softmax over ${BATCH.toLocaleString("en-US")} distinct users × items, ${DIM}-d`,
  async run(context) {
    const { threads, quick } = context;
    const batchSize = quick ? QUICK_BATCH : BATCH;
    const name = ourName(threads);
    const program = ourProgram("large-batch.ts", "--expose-gc");
    const competition = await compete(
      [lineEntrant(name, program, { batchSize, dim: DIM, threads })],
      { rounds: context.rounds(2), samples: 1, warmUp: 0, say: context.say },
    );
    return findings(competition, batchSize, context);
  },
};

function findings(
  { measurements, leftOut }: Competition,
  batchSize: number,
  { say }: Context,
): Findings {
  const seconds = measurements.flatMap(({ rounds }) => rounds.flat().map((time) => time / 1000));
  const megabytes = measurements.flatMap(({ values }) => values["megabytesAbove"] ?? []);
  const what = `in-batch softmax, ${batchSize.toLocaleString("en-US")} distinct × distinct`;
  if (batchSize !== BATCH) say(`  a quick run takes ${batchSize} rows instead of ${BATCH}`);
  return {
    figures: [
      {
        ...figureOf(`${what}: peak memory above that before fit`, "MB", megabytes.slice(-1), {
          relation: "≤",
          value: 300,
        }),
        note: "of the process; embedding tables and Adagrad's accumulators not counted",
      },
      figureOf(`${what}: seconds a step`, "s", seconds, { relation: "≤", value: 120 }),
    ],
    times: measurements.map(timesOf),
    ratios: [],
    leftOut,
    notes: [
      `Peers do not run: one float32 matrix of ${batchSize.toLocaleString("en-US")}² scores takes ` +
        `${((batchSize ** 2 * 4) / 1e9).toFixed(1)} GB, and they hold several.`,
    ],
  };
}
