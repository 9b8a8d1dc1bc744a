import * as z from "zod";

const share = z.number().min(0).max(1);
const perUser = z.strictObject({ "10": share, "50": share, "100": share });

/** How well a ranker ranks; every key is a cut-off. */
export const metricsSchema = z.strictObject({
  top_k: z.strictObject({ "1": share, "5": share, "10": share, "50": share, "100": share }),
  recall: perUser,
  ndcg: perUser,
  mrr: perUser,
});

/** How far predicted ratings are off, in their own unit. */
export const ratingsSchema = z.strictObject({
  rmse: z.number().min(0),
  mae: z.number().min(0),
  /** How many test rows could be compared. */
  rows: z.number().int().min(1),
});

const count = z.number().int().min(0);

/** What happened on the way to the metrics. */
export const countsSchema = z.strictObject({
  /** Values that fitting never saw. */
  outOfVocabulary: count,
  /** Catalogue rows that equal an earlier one in every input of the candidate tower. */
  mergedCandidates: count,
  /** Test rows whose own item was among the excluded. */
  positivesSeen: count,
  /** Test rows whose item is not in the catalogue. */
  unknownItems: count,
});
