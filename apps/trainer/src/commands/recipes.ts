import type { CommandContext } from "../cli/context.js";
import { layOutTable } from "../output/table.js";
import { RECIPES } from "../recipes/registry.js";

/** `towerkit recipes`. */
export async function recipes(context: CommandContext): Promise<void> {
  const rows = RECIPES.map(({ name, dataset, description }) => ({ name, dataset, description }));
  for (const line of layOutTable(
    [
      ["recipe", "data", "what it shows"],
      ...rows.map(({ name, dataset, description }) => [name, dataset, description]),
    ],
    ["left"],
  )) {
    context.say(line);
  }
  context.say();
  context.say("Train one: towerkit train quickstart");
  await context.writeJson(async () => (await import("../schema/recipes.js")).recipesSchema, {
    schema: 1,
    recipes: rows,
  });
}
