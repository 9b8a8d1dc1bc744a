import * as z from "zod";
import { countsSchema, metricsSchema, ratingsSchema } from "./metrics.js";

const seconds = z.number().min(0);
const seed = z.number().int().min(0);
const { top_k } = metricsSchema.shape;
const tested = z.strictObject({ test: metricsSchema, testSeenExcluded: metricsSchema });

/** What `towerkit train --json` writes, and `report.json` beside a bundle. */
export const trainSchema = z.strictObject({
  schema: z.literal(1),
  recipe: z.string(),
  dataset: z.string(),
  /** True where no MovieLens was to be had and made data stood in. */
  synthetic: z.boolean(),
  seed,
  split: z.strictObject({
    kind: z.string(),
    train: z.number().int().min(0),
    test: z.number().int().min(0),
    seed: seed.nullable(),
  }),
  engine: z.strictObject({ name: z.string(), threads: z.number().int().min(1), simd: z.string() }),
  /** Mean loss per row, and the loss of all-equal scores on the same batches. */
  epochs: z.array(
    z.strictObject({
      loss: z.number(),
      chance: z.number(),
      seconds,
      /** After the epoch, where it was looked at. */
      train: z.strictObject({ top_k }).optional(),
      validation: z.strictObject({ loss: z.number(), top_k }).optional(),
    }),
  ),
  fitSeconds: seconds,
  evalSeconds: seconds,
  train: z.strictObject({ loss: z.number(), top_k }),
  /** Train and test rows together, where a source did not keep them apart. */
  mixture: z.strictObject({ shareOfTrainRows: z.number().min(0).max(1), top_k }).optional(),
  ...tested.shape,
  baselines: z.strictObject({ popularity: tested, random: tested }),
  counts: countsSchema,
  /** Of the test rows, where the model predicts ratings. */
  ratings: ratingsSchema.optional(),
  bundle: z.strictObject({ dir: z.string(), digest: z.string() }),
});

export type TrainReport = z.infer<typeof trainSchema>;
