import { join } from "node:path";
import { type Competition, compete } from "../contest/compete.js";
import type { Entrant } from "../contest/contestant.js";
import { oursByThreads } from "../contest/ours.js";
import { withBothAllocators } from "../python/entrants.js";
import { prepareRanks } from "../ranks/ml-1m.js";
import { besideOurs } from "../results/beside-ours.js";
import { sameAsFirst } from "../results/figures.js";
import type { Findings } from "../results/result.js";
import { writePrepared } from "../step/prepared.js";
import { dataDir, hasData } from "../where.js";
import { CannotMeasure, type Case, type Context } from "./case.js";

const DIM = 32;
const ONE_PASS = "TensorFlow, one pass";
const STREAMING = "TFRS FactorizedTopK, as the tutorials have it";
const BRUTE_FORCE = "TFRS FactorizedTopK over BruteForce";

/** The exact rank of every test row of MovieLens 1M among all titles. */
export const evaluationCase: Case = {
  name: "evaluation",
  title: "Exact evaluation, ML-1M, 250,000 test rows, 32-d",
  async run(context) {
    if (!hasData("ml-1m")) throw new CannotMeasure("ml-1m is not in the data folder");
    await writePrepared(context.folder, await prepareRanks(join(dataDir, "ml-1m")));
    // Where two scores differ in their last bit, a rank moves by one.
    const sameAccuracy = sameAsFirst("top_100", { relative: 0.005 });
    const competition = await compete(await entrants(context), {
      rounds: context.rounds(3),
      samples: 1,
      // A part of the rows has another accuracy than all of them.
      check: (contestant, values) => {
        if (contestant.info["rows"] !== "part") sameAccuracy(contestant, values);
      },
      say: context.say,
    });
    return findings(competition, context);
  },
};

async function entrants(context: Context): Promise<Entrant[]> {
  const { threads, folder } = context;
  const setup = { folder, dim: DIM, threads };
  const options = { python: await context.python(), threads };
  const tfrs = (name: string, index: string) =>
    withBothAllocators(name, "ranks_tfrs.py", { ...setup, index }, options);
  return [
    ...oursByThreads("ranks.ts", setup, threads),
    ...withBothAllocators(ONE_PASS, "ranks_tensorflow.py", setup, options),
    ...tfrs(STREAMING, "streaming"),
    ...tfrs(BRUTE_FORCE, "brute force"),
  ];
}

function findings(competition: Competition, context: Context): Findings {
  const beside = besideOurs("exact evaluation, 1m", competition, context);
  return {
    figures: [
      beside.fasterThan(ONE_PASS, 10),
      beside.fasterThan(STREAMING, 200),
      beside.fasterThan(BRUTE_FORCE),
    ],
    times: beside.times,
    ratios: beside.ratios,
    leftOut: competition.leftOut,
    notes: [
      "From the test rows' users and items and the embeddings of both to one rank a row. " +
        "FactorizedTopK gives no ranks, only whether a row's item is among the first 100 and fewer; " +
        "its work is a loop over batches, so that it may run on a part and be scaled up.",
    ],
  };
}
