import type { Competition } from "../contest/compete.js";
import { shown } from "../report/numbers.js";
import { mean, median } from "../statistics.js";

/** What a reader must know of two runs that are not the same program, and how good each model is. */
export function accuracies({ measurements }: Competition): string {
  const each = measurements.map(
    ({ name, values }) => `${name} ${mean(values["top_100"] ?? []).toFixed(4)}`,
  );
  const ends = measurements.flatMap(({ name, values }) => {
    const seconds = values["processSeconds"];
    return seconds ? [`${name} ${shown(median(seconds))} s`] : [];
  });
  return (
    "Each until it says how the test rows rank. Ours goes on to rank the train rows, the test rows " +
    "without seen films, and two baselines, and writes a bundle. From start to exit: " +
    `${ends.join(", ")}. Test top-100: ${each.join("; ")}.`
  );
}
