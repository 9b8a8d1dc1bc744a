import type { CheckpointStore, TrainingState } from "@towerkit/models";
import {
  type SeenItemsSettings,
  seenItemsModel,
  seenItemsTraining,
} from "../recipes/seen-items-model.js";
import type { Measure, RunOptions, TuningData } from "./tunable.js";

/** Measures that fall this often in a row, both of them, end a trial. */
const PATIENCE = 2;

/**
 * Trains the `best-` recipes' model and measures it on the way. Training goes on from its own
 * checkpoint after each measuring, with the bits of an undisturbed run.
 */
export async function runSeenItemsTrial(
  { train, validation, candidates }: TuningData,
  settings: Omit<SeenItemsSettings, "epochs">,
  { epochs, itemKey, seed, runtime }: RunOptions & { readonly itemKey: string },
): Promise<readonly Measure[]> {
  const store = keptInMemory();
  const measures: Measure[] = [];
  for (const sofar of epochs) {
    const model = seenItemsModel(settings, { itemKey, seed });
    await model.fit(train, {
      candidates,
      ...seenItemsTraining(settings),
      epochs: sofar,
      checkpoint: { store, every: sofar, resume: true },
      runtime,
    });
    const all = await model.evaluate(validation, { runtime });
    const unseen = await model.evaluate(validation, { exclude: train, runtime });
    measures.push({ epochs: sofar, top100: all.top_k[100], top100Unseen: unseen.top_k[100] });
    if (hasPassedItsBest(measures)) break;
  }
  return measures;
}

/** Whether neither measure has been at its best among the last few. */
export function hasPassedItsBest(measures: readonly Measure[]): boolean {
  const latest = measures.slice(-PATIENCE);
  const earlier = measures.slice(0, -PATIENCE);
  const best = (of: "top100" | "top100Unseen", among: readonly Measure[]) =>
    among.reduce((most, measure) => Math.max(most, measure[of]), 0);
  return (["top100", "top100Unseen"] as const).every((of) => best(of, latest) < best(of, earlier));
}

function keptInMemory(): CheckpointStore {
  let kept: TrainingState | undefined;
  return {
    read: async () => kept,
    async write(state) {
      kept = state;
    },
  };
}
