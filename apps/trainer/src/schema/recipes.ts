import * as z from "zod";

/** What `towerkit recipes --json` writes. */
export const recipesSchema = z.strictObject({
  schema: z.literal(1),
  recipes: z.array(
    z.strictObject({ name: z.string(), dataset: z.string(), description: z.string() }),
  ),
});
