import { ease, implicitAls, itemKnn } from "@towerkit/baselines";
import type { TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Id, Scorer } from "towerkit";

/** What a ranker learns from. */
export interface Training {
  readonly train: TableLike;
  readonly candidateIds: readonly Id[];
  readonly itemKey: string;
  readonly runtime: Runtime;
}

export type Settings = Readonly<Record<string, number>>;

/** A ranker that ours is laid beside, and the settings among which it is given its best. */
export interface Ranker {
  readonly name: string;
  readonly settings: readonly Settings[];
  learn(training: Training, settings: Settings): Scorer | Promise<Scorer>;
}

/** Every combination of the listed values. */
function combinations(values: Readonly<Record<string, readonly number[]>>): readonly Settings[] {
  return Object.entries(values).reduce<readonly Settings[]>(
    (some, [name, each]) => some.flatMap((one) => each.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** What may be chosen of each ranker, by its settings' names. */
export interface Choices {
  readonly itemKnn: Readonly<Record<"neighbours" | "shrinkage", readonly number[]>>;
  readonly ease: Readonly<Record<"regularization", readonly number[]>>;
  readonly implicitAls: Readonly<
    Record<"dim" | "unobservedWeight" | "regularization", readonly number[]>
  >;
}

/** The rankers that ours is laid beside. */
const rankersOf = (choices: Choices): readonly Ranker[] => [
  {
    name: "ItemKNN",
    settings: combinations(choices.itemKnn),
    learn: (training, settings) => itemKnn({ ...training, ...settings }),
  },
  {
    name: "EASE",
    settings: combinations(choices.ease),
    learn: (training, settings) => ease({ ...training, ...settings }),
  },
  {
    name: "implicit ALS",
    settings: combinations(choices.implicitAls),
    learn: (training, settings) => implicitAls({ ...training, ...settings }),
  },
];

/** For a hundred thousand ratings. */
export const RANKERS = rankersOf({
  itemKnn: { neighbours: [50, 100, 200, 400], shrinkage: [0, 10, 50] },
  ease: { regularization: [200, 350, 500, 700, 1000] },
  implicitAls: {
    dim: [32, 64],
    unobservedWeight: [0.1, 0.3],
    regularization: [0.01, 0.02, 0.03, 0.05],
  },
});

/** For as many of ten thousand films and few users, where more has to be taken off. */
export const RANKERS_LATEST_SMALL = rankersOf({
  itemKnn: { neighbours: [50, 100, 200, 400], shrinkage: [0, 10, 50, 100, 200] },
  ease: { regularization: [200, 350, 500, 700, 1000, 2000, 4000, 8000] },
  implicitAls: {
    dim: [32, 64],
    unobservedWeight: [0.03, 0.1, 0.3],
    regularization: [0.01, 0.02, 0.03, 0.05],
  },
});

/** For a million: each setting takes a minute. */
export const RANKERS_1M = rankersOf({
  itemKnn: { neighbours: [100, 200], shrinkage: [10, 50] },
  ease: { regularization: [350, 700, 1500, 3000] },
  implicitAls: { dim: [64, 96], unobservedWeight: [0.1], regularization: [0.007, 0.012] },
});

/** The settings of `RANKERS_1M` that were the best on the validation rows of `per-user-1m`. */
export const RANKERS_1M_PER_USER = rankersOf({
  itemKnn: { neighbours: [100], shrinkage: [50] },
  ease: { regularization: [700] },
  implicitAls: { dim: [96], unobservedWeight: [0.1], regularization: [0.012] },
});

/** A ranker's settings, for a table. */
export const describedSettings = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
