import { type Competition, compete } from "../contest/compete.js";
import { lineEntrant } from "../contest/contestant.js";
import { ourProgram } from "../contest/ours.js";
import { ratioOf } from "../contest/ratio.js";
import { timesOf } from "../results/figures.js";
import type { Figure, Findings } from "../results/result.js";
import type { Case } from "./case.js";

const OTHERS = 10_000;
const BATCH = 2048;
const DIM = 32;
const SIZES = [1e4, 1e5, 1e6, 1e7] as const;
const nameOf = (vocabulary: number) => `${vocabulary.toLocaleString("en-US")} rows`;

/** A step's cost while one tower's table grows and the rows that a batch touches stay the same. */
export const vocabularyGrowthCase: Case = {
  name: "vocabulary-growth",
  title: `A step as one tower's table grows to 10,000,000 rows, ${DIM}-d, batch ${BATCH}`,
  async run(context) {
    const setup = { others: OTHERS, batchSize: BATCH, dim: DIM, threads: context.threads };
    const competition = await compete(
      SIZES.map((vocabulary) =>
        lineEntrant(nameOf(vocabulary), ourProgram("vocabulary-growth.ts"), {
          ...setup,
          vocabulary,
        }),
      ),
      { rounds: context.rounds(15), samples: 5, warmUp: 8, say: context.say },
    );
    return findings(competition);
  },
};

function findings({ measurements, leftOut }: Competition): Findings {
  const smallest = measurements.find(({ name }) => name === nameOf(SIZES[0]));
  const ratios = smallest
    ? measurements.filter((each) => each !== smallest).map((each) => ratioOf(each, smallest))
    : [];
  const whole = ratios.find(({ of }) => of === nameOf(1e7));
  const figure: Figure = {
    what: "cost of a step, vocabulary of 10,000,000 ÷ 10,000",
    unit: "×",
    asked: { relation: "≤", value: 1.5 },
    ...(whole && { measured: whole.ratio, spread: whole.spread }),
  };
  return {
    figures: [figure],
    times: measurements.map(timesOf),
    ratios,
    leftOut,
    notes: [
      `The other tower has ${nameOf(OTHERS)}. Batches hold the same ids in every size (about 1,850 ` +
        "distinct on either side), spread evenly over the table. The largest takes 2.4 GiB with " +
        "Adagrad's accumulators. “÷ ours” is over the smallest table.",
    ],
  };
}
