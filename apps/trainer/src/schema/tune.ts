import * as z from "zod";

const measure = z.strictObject({
  epochs: z.number().int().min(1),
  /** Share of the validation rows whose item is among the first 100, of all items. */
  top100: z.number().min(0).max(1),
  /** The same, with the items of the user's train rows left out. */
  top100Unseen: z.number().min(0).max(1),
});
const settings = z.record(z.string(), z.number());
const best = measure.extend({ trial: z.number().int().min(0), settings }).optional();

/** What `towerkit tune --json` writes. */
export const tuneSchema = z.strictObject({
  schema: z.literal(1),
  recipe: z.string(),
  seed: z.number().int().min(0),
  trials: z.array(
    z.strictObject({
      trial: z.number().int().min(0),
      settings,
      measures: z.array(measure),
      seconds: z.number().min(0),
    }),
  ),
  /** By the mean of both measures, and by the second alone. */
  best: z.strictObject({ both: best, unseen: best }),
});
