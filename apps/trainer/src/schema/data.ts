import * as z from "zod";

const count = z.number().int().min(0);
const leastMedianGreatest = z.tuple([count, count, count]).readonly();

/**
 * What `towerkit data --json` writes: which data this is, and `profile()` of its interactions. What
 * tells of a column that the data lacks is left out.
 */
export const dataSchema = z.strictObject({
  schema: z.literal(1),
  /** A MovieLens data set's name, or a file's. */
  dataset: z.string(),
  origin: z.strictObject({ kind: z.string(), location: z.string() }),
  /** SHA-256 of what was read. */
  digest: z.string(),
  /** The rows of each table. */
  tables: z.record(z.string(), count),
  /** Titles in the table of films. */
  distinctTitles: count.optional(),
  rows: count,
  users: count,
  items: count,
  /** Which share of all pairs of a user and an item has a row. */
  density: z.number().min(0).max(1),
  /** By rising rating. */
  ratings: z
    .array(z.strictObject({ rating: z.number(), rows: count }))
    .readonly()
    .optional(),
  meanRating: z.number().optional(),
  /** Rows of a user and an item that an earlier row has too. */
  duplicates: count,
  rowsPerUser: leastMedianGreatest,
  rowsPerItem: leastMedianGreatest,
  /** How many different titles hold a double quote, and how many a single one. */
  titlesWithQuotes: z.strictObject({ double: count, single: count }).optional(),
  /** The first and the last moment, ISO 8601 in UTC. */
  from: z.string().optional(),
  to: z.string().optional(),
});

export type DataReport = z.infer<typeof dataSchema>;
