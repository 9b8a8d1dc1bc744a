import { createGenerator } from "@towerkit/core";
import { fitTower, movielens, randomSplit, stringLookup, synthetic, tower } from "towerkit";
import { type Competition, compete } from "../contest/compete.js";
import { type Entrant, lineEntrant } from "../contest/contestant.js";
import { ourName, ourProgram, oursByThreads } from "../contest/ours.js";
import { pythonEntrant, TUNED_ALLOCATOR, withBothAllocators } from "../python/entrants.js";
import { besideOurs } from "../results/beside-ours.js";
import { sameAsFirst } from "../results/figures.js";
import type { Findings } from "../results/result.js";
import { type Prepared, writePrepared } from "../step/prepared.js";
import { ADAGRAD, type StepSetup } from "../step/settings.js";
import { dataDir, hasData } from "../where.js";
import type { Case, Context } from "./case.js";
import { firstLosses } from "./first-losses.js";
import { tfjsNodeProgram } from "./tfjs-node.js";

const DIM = 32;
const TENSORFLOW = "TensorFlow";
const REWRITTEN = "TensorFlow rewritten";
const JAX = "JAX";
/** Later losses drift apart by rounding, and by how each peer's Adagrad treats an id's repeats. */
const SAME_LOSS = { relative: 1e-3 };

/** Steps, and time, at the start of a turn that do not count: training goes on and on. */
const SETTLE = 3;
const SETTLE_SECONDS = 0.5;

/** By then every contestant's code is compiled as well as it will be; training takes longer. */
const WARM_UP_SECONDS = 5;

/** How many times as fast as each kind of peer a step must be. */
interface Asked {
  readonly batchSize: number;
  readonly tensorflow: number;
  readonly jax: number;
  readonly rounds: number;
  /** Steps a turn. */
  readonly samples: number;
}

export const trainStepCases: readonly Case[] = [
  trainStep({ batchSize: 2048, tensorflow: 8, jax: 5, rounds: 10, samples: 10 }),
  trainStep({ batchSize: 8192, tensorflow: 50, jax: 35, rounds: 6, samples: 5 }),
];

function trainStep(asked: Asked): Case {
  const { batchSize } = asked;
  return {
    name: `train-step-${batchSize}`,
    title: `Training step, id towers, ${DIM}-d, ML-100K, batch ${batchSize}`,
    async run(context) {
      const { prepared, data } = await prepareRows();
      await writePrepared(context.folder, prepared);
      const competition = await compete(await entrants(asked, context), {
        rounds: context.rounds(asked.rounds),
        samples: context.quick ? 2 : asked.samples,
        settle: context.quick ? 1 : SETTLE,
        settleSeconds: context.quick ? 0 : SETTLE_SECONDS,
        warmUp: 3,
        warmUpSeconds: context.quick ? 0 : WARM_UP_SECONDS,
        check: sameAsFirst("loss", SAME_LOSS),
        say: context.say,
      });
      return findings(asked, competition, context, data);
    },
  };
}

/** The train part of ML-100K as ids, in one shuffled order, and the tables that all start from. */
async function prepareRows(): Promise<{ prepared: Prepared; data: string }> {
  const real = hasData("ml-100k");
  const { ratings, movies } = real ? await movielens("100k", { dataDir }) : synthetic();
  const { train } = randomSplit(ratings, { test: 20_000, seed: 42 });
  const idsAndTable = (column: "user_id" | "movie_title", name: "query" | "candidate") => {
    const spec = tower({ [column]: stringLookup().embedding(DIM) });
    const fitted = fitTower(spec, name === "query" ? train : movies, { seed: 42, name });
    const ids = fitted.encodeColumns(train).inputs.features[0] as Int32Array;
    return { ids, table: fitted.tables()[0]?.data as Float32Array };
  };
  const users = idsAndTable("user_id", "query");
  const items = idsAndTable("movie_title", "candidate");
  const order = createGenerator(42, "bench order").shuffle(users.ids.map((_, row) => row));
  return {
    data: real ? "MovieLens 100k" : "made data of ML-100K's size, for want of the real one",
    prepared: {
      users: order.map((row) => users.ids[row] as number),
      items: order.map((row) => items.ids[row] as number),
      queries: users.table,
      candidates: items.table,
    },
  };
}

async function entrants({ batchSize }: Asked, context: Context): Promise<Entrant[]> {
  const { threads, folder } = context;
  const setup: StepSetup = { folder, batchSize, dim: DIM, threads, ...ADAGRAD };
  const options = { python: await context.python(), threads };
  const tensorflow = (name: string, ways: string) =>
    withBothAllocators(name, "train_step_tensorflow.py", { ...setup, ways }, options);
  const fast = `${ourName(threads)}, fast`;
  const tfjs = "tfjs-node, plain operations";
  return [
    ...oursByThreads("train-step.ts", setup, threads),
    lineEntrant(fast, ourProgram("train-step.ts"), { ...setup, fast: true }),
    ...tensorflow(TENSORFLOW, "as offered"),
    ...tensorflow(REWRITTEN, "rewritten"),
    ...withBothAllocators(JAX, "train_step_jax.py", setup, options),
    // Of its backends the faster one here; the step is the one of its tutorials.
    pythonEntrant("keras-rs on TensorFlow, allocator tuned", "train_step_keras_rs.py", setup, {
      ...options,
      env: { ...TUNED_ALLOCATOR, KERAS_BACKEND: "tensorflow" },
    }),
    {
      name: tfjs,
      start: async () =>
        lineEntrant(tfjs, tfjsNodeProgram("train-step-tfjs.ts", threads), setup).start(),
    },
  ];
}

function findings(
  asked: Asked,
  competition: Competition,
  context: Context,
  data: string,
): Findings {
  const beside = besideOurs(`train step, B ${asked.batchSize}`, competition, context);
  return {
    figures: [
      beside.fasterThan(TENSORFLOW, asked.tensorflow),
      beside.fasterThan(REWRITTEN, asked.tensorflow),
      beside.fasterThan(JAX, asked.jax),
    ],
    times: beside.times,
    ratios: beside.ratios,
    leftOut: competition.leftOut,
    notes: [`Data: ${data}. ${firstLosses(competition)}`],
  };
}
