import type { Competition } from "../contest/compete.js";
import { mean } from "../statistics.js";

/** What a reader must know of two runs that are not the same program, and how good each model is. */
export function accuracies({ measurements }: Competition): string {
  const each = measurements.map(
    ({ name, values }) => `${name} ${mean(values["top_100"] ?? []).toFixed(4)}`,
  );
  return (
    "Ours also ranks the train rows, the test rows without seen films, and two baselines, and " +
    `writes a bundle. Test top-100: ${each.join("; ")}.`
  );
}
