import type { Competition } from "../contest/compete.js";

/** What each contestant of a training step said its first loss is. */
export function firstLosses({ measurements }: Competition): string {
  const losses = measurements.map(
    ({ name, values }) => `${name} ${values["loss"]?.[0]?.toFixed(2)}`,
  );
  return `Loss of the first step, from the same weights and rows: ${losses.join("; ")}.`;
}
