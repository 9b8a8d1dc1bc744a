import { z } from "zod";

const count = z.number().int().min(0);

/** What `towerkit data --json` writes. */
export const dataSchema = z.strictObject({
  schema: z.literal(1),
  dataset: z.string(),
  origin: z.strictObject({ kind: z.string(), location: z.string() }),
  /** SHA-256 of the files that were read. */
  digest: z.string(),
  ratings: count,
  users: count,
  movies: count,
  distinctTitles: count,
  /** Rating to number of rows. */
  ratingHistogram: z.record(z.string(), count),
  /** Of the earliest and the latest rating, ISO 8601 in UTC; null without ratings. */
  firstRating: z.string().nullable(),
  lastRating: z.string().nullable(),
});

export type DataReport = z.infer<typeof dataSchema>;
