import { seenItems, stringLookup } from "@towerkit/features";
import { TwoTower } from "@towerkit/models";
import { fullSoftmax, retrieval } from "@towerkit/tasks";
import { tower } from "@towerkit/towers";

/** What there is to choose of the `best-` recipes' model and its training. */
export interface SeenItemsSettings {
  /** How many numbers an embedding has. */
  readonly width: number;
  /** The share of a user's films that a step hides, to be guessed from the others. */
  readonly hidden: number;
  /** What the squares of a seen film's embedding cost. */
  readonly seenL2: number;
  /** What the squares of a candidate's embedding cost. */
  readonly candidateL2: number;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/**
 * Two towers without a table of users: a user is the mean of the films that they have seen. The
 * towers read nothing else: no time, no rating, no title words.
 */
export const seenItemsModel = (
  { width, hidden, seenL2, candidateL2 }: SeenItemsSettings,
  { itemKey, seed }: { readonly itemKey: string; readonly seed: number },
): TwoTower<{ user_id: string }> =>
  new TwoTower<{ user_id: string }>({
    query: tower({
      seen: seenItems({ by: "user_id", item: itemKey, hidden }).embedding(width, { l2: seenL2 }),
    }),
    candidate: tower({ [itemKey]: stringLookup().embedding(width, { l2: candidateL2 }) }),
    task: retrieval({ loss: fullSoftmax() }),
    itemKey,
    queryKey: "user_id",
    seed,
  });
