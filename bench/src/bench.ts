import { cpus } from "node:os";
import {
  adagrad,
  movielens,
  randomSplit,
  retrieval,
  stringLookup,
  TwoTower,
  tower,
  tutorialSplit,
} from "towerkit";
import { dataDir } from "./data.js";
import { runRecipe } from "./run-recipe.js";
import { median, spread } from "./statistics.js";

const RUNS = 3;

/** Step and epoch times of id towers as the two recipes have them, at one batch size. */
async function timeSteps(batchSize: number, samplingCorrection: boolean): Promise<void> {
  const { ratings, movies } = await movielens("100k", { dataDir });
  const { train } = samplingCorrection
    ? randomSplit(ratings, { test: 20_000, seed: 42 })
    : tutorialSplit(ratings);
  const stepMilliseconds: number[] = [];
  const epochSeconds: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const model = new TwoTower({
      query: tower({ user_id: stringLookup().embedding(32) }),
      candidate: tower({ movie_title: stringLookup().embedding(32) }),
      task: retrieval({ samplingCorrection }),
      seed: run,
    });
    let last = 0;
    const history = await model.fit(train, {
      candidates: movies,
      optimizer: adagrad(0.1),
      batchSize,
      epochs: 3,
      onProgress: ({ epoch, step, steps }) => {
        const now = performance.now();
        // The first step warms the machine up; the last one of an epoch may be short.
        if (step > 1 && step < steps && epoch > 1) stepMilliseconds.push(now - last);
        last = now;
      },
    });
    epochSeconds.push(...history.epochs.map((epoch) => epoch.seconds));
  }
  const task = samplingCorrection ? "quickstart" : "basic-retrieval";
  row(`${task}, step at B ${batchSize}`, stepMilliseconds, "ms");
  row(`${task}, epoch at B ${batchSize}`, epochSeconds, "s");
}

async function timeProcess(recipe: string): Promise<void> {
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    seconds.push((await runRecipe(recipe, { seed: 42 })).processSeconds);
  }
  row(`${recipe}, process start to metrics, bundle and exit`, seconds, "s");
}

function row(what: string, values: readonly number[], unit: string): void {
  const [least, most] = spread(values);
  const digits = unit === "ms" ? 1 : 2;
  console.log(
    `${what.padEnd(62)} ${median(values).toFixed(digits).padStart(8)} ${unit.padEnd(2)}` +
      `  (${least.toFixed(digits)} to ${most.toFixed(digits)}, n ${values.length})`,
  );
}

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, medians\n`);
for (const samplingCorrection of [true, false]) {
  for (const batchSize of [2048, 8192]) await timeSteps(batchSize, samplingCorrection);
}
for (const recipe of ["quickstart", "basic-retrieval"]) await timeProcess(recipe);
