import * as z from "zod";

const id = z.union([z.string(), z.number()]);
const recommendation = z.strictObject({
  id,
  title: z.string(),
  score: z.number(),
  /** Where the model predicts ratings, and knows the query. */
  rating: z.number().optional(),
});
const items = z.array(recommendation);
const query = z.record(z.string(), z.unknown());

/** What `towerkit recommend --json` writes; `items` are best first. */
export const recommendSchema = z.strictObject({
  schema: z.literal(1),
  query,
  /** True where nothing in the query was known, and the items are the most popular. */
  coldStart: z.boolean(),
  items,
});

/** What `towerkit similar --json` writes; `score` is the cosine. */
export const similarSchema = z.strictObject({ schema: z.literal(1), item: id, items });

/** What `towerkit score --json` writes, in the order asked for. */
export const scoreSchema = z.strictObject({
  schema: z.literal(1),
  query,
  items: z.array(recommendation.omit({ title: true })),
});

/** What `towerkit embed --json` writes: of a query or of an item. */
export const embedSchema = z.union([
  z.strictObject({ schema: z.literal(1), query, embedding: z.array(z.number()) }),
  z.strictObject({ schema: z.literal(1), item: id, embedding: z.array(z.number()) }),
]);
