import type { Trial } from "./trial-log.js";
import type { Measure } from "./tunable.js";

/** What settings are ranked by. */
export const OBJECTIVES = {
  both: ({ top100, top100Unseen }: Measure) => (top100 + top100Unseen) / 2,
  unseen: ({ top100Unseen }: Measure) => top100Unseen,
} as const;

export type Objective = keyof typeof OBJECTIVES;

/** A trial at its best number of epochs. */
export interface Ranked extends Measure {
  readonly trial: number;
  readonly settings: Readonly<Record<string, number>>;
}

/** Trials, each at its best number of epochs, the best first; of equal ones the earlier. */
export function ranked(trials: readonly Trial[], objective: Objective): readonly Ranked[] {
  const score = OBJECTIVES[objective];
  return trials
    .filter(({ measures }) => measures.length > 0)
    .map(({ trial, settings, measures }) => {
      const best = measures.reduce((one, other) => (score(other) > score(one) ? other : one));
      return { trial, settings, ...best };
    })
    .sort((a, b) => score(b) - score(a) || a.trial - b.trial);
}
