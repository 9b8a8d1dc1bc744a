import * as z from "zod";
import { countsSchema, metricsSchema, ratingsSchema } from "./metrics.js";

/** What `towerkit evaluate --json` writes. */
export const evaluateSchema = z.strictObject({
  schema: z.literal(1),
  test: metricsSchema,
  testSeenExcluded: metricsSchema,
  counts: countsSchema,
  /** Where the model predicts ratings. */
  ratings: ratingsSchema.optional(),
});

export type EvaluateReport = z.infer<typeof evaluateSchema>;
