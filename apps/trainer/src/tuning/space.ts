import { createGenerator } from "@towerkit/core";

/** What may be chosen, by the settings' names: each of the listed values is as likely. */
export type Space = Readonly<Record<string, readonly number[]>>;

/** One choice of a space. */
export type Choice<S extends Space> = { readonly [Name in keyof S]: number };

/** Draws the settings of a trial: they depend on the seed and the trial's number alone. */
export function drawChoice<S extends Space>(
  space: S,
  { seed, trial }: { readonly seed: number; readonly trial: number },
): Choice<S> {
  const generator = createGenerator(seed, "tuning", trial);
  return Object.fromEntries(
    Object.entries(space).map(([name, values]) => [name, values[generator.below(values.length)]]),
  ) as Choice<S>;
}
