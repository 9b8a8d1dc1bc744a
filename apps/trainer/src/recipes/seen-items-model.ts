import { seenItems, stringLookup } from "@towerkit/features";
import { adam, type FitOptions, linearDecay, TwoTower } from "@towerkit/models";
import { fullSoftmax, fullSquares, retrieval } from "@towerkit/tasks";
import { dropout, tower } from "@towerkit/towers";

/** What there is to choose of the `best-` recipes' model and its training. */
export interface SeenItemsSettings {
  /** How many numbers an embedding has. */
  readonly width: number;
  /** The share of a user's films that a step hides, to be guessed from the others. */
  readonly hidden: number;
  /** Whether hidden films are to be ranked above those that a step shows. Default true. */
  readonly shownAsNegatives?: boolean;
  /** What the squares of a seen film's embedding cost. */
  readonly seenL2: number;
  /** What the squares of a candidate's embedding cost. */
  readonly candidateL2: number;
  readonly learningRate: number;
  /** Whether the learning rate falls evenly to 0 from the first step to the last. Default false. */
  readonly learningRateFalls?: boolean;
  /** Rows a step, or users where `wholeUsers` is set. */
  readonly batchSize: number;
  /** Whether a step has all rows of its users, each of whom an epoch then meets once. Default false. */
  readonly wholeUsers?: boolean;
  /** The share of a user's numbers that a step leaves out. Default 0. */
  readonly dropout?: number;
  /** What scores are divided by. Default 1. */
  readonly temperature?: number;
  /**
   * What the square of a score that should be 0 weighs, where hidden films are to score 1 and all others 0. Left
   * out, they are to be the likely ones of a softmax.
   */
  readonly unobservedWeight?: number;
  /** Divides a user's sum of films by the root of their number, not by their number. Default false. */
  readonly byRoot?: boolean;
  readonly epochs: number;
}

/**
 * Two towers without a table of users: a user is what the films that they have seen come to together. The
 * towers read nothing else: no time, no rating, no title words.
 */
export const seenItemsModel = (
  settings: Omit<SeenItemsSettings, "epochs">,
  { itemKey, seed }: { readonly itemKey: string; readonly seed: number },
): TwoTower<{ user_id: string }> => {
  const { width, hidden, shownAsNegatives = true, seenL2, candidateL2 } = settings;
  const { dropout: rate = 0, temperature = 1, unobservedWeight, byRoot = false } = settings;
  const loss = unobservedWeight === undefined ? fullSoftmax() : fullSquares({ unobservedWeight });
  const items = seenItems({ by: "user_id", item: itemKey, hidden, shownAsNegatives });
  const seen = items.embedding(width, { l2: seenL2 });
  return new TwoTower<{ user_id: string }>({
    query: tower(
      { seen: byRoot ? seen.sqrtn() : seen },
      rate > 0 ? { layers: [dropout(rate)] } : {},
    ),
    candidate: tower({ [itemKey]: stringLookup().embedding(width, { l2: candidateL2 }) }),
    task: retrieval({ loss, temperature }),
    itemKey,
    queryKey: "user_id",
    seed,
  });
};

/** How the model is trained, but for how long. */
export const seenItemsTraining = ({
  learningRate,
  learningRateFalls = false,
  batchSize,
  wholeUsers = false,
}: Omit<SeenItemsSettings, "epochs">): Pick<
  FitOptions,
  "optimizer" | "schedule" | "batchSize" | "batchBy"
> => ({
  optimizer: adam(learningRate),
  ...(learningRateFalls && { schedule: linearDecay() }),
  batchSize,
  ...(wholeUsers && { batchBy: "user_id" }),
});
