import type { About } from "../../api.js";

/** A data set as one calls it in a sentence. */
export function nameOf({ name, synthetic }: About["dataset"]): string {
  if (synthetic) return "synthetic data";
  return name === "100k" ? "MovieLens 100k" : name;
}
