import type { Competition, Measurement } from "../contest/compete.js";
import { medianOf, type Ratio } from "../contest/ratio.js";
import { between, shown, withUnit } from "../report/numbers.js";
import type { Table } from "../report/table.js";
import { mean, median } from "../statistics.js";
import { type Twin, WITHOUT_TWIN } from "./twins.js";

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

/** A recipe and its twin as a row of the table of all of them. */
export function twinTable(
  { recipe, shortened }: Pick<Twin, "recipe" | "shortened">,
  { measurements }: Competition,
  ratio: Ratio | undefined,
): Table {
  const [ours, twin] = ["towerkit", "TFRS"].map((start) =>
    measurements.find(({ name }) => name.startsWith(start)),
  );
  return {
    columns: [
      ...["recipe", "ours, s", "TFRS, s", "÷ ours", "spread", "n", "ours to its exit, s"],
      ...["top-100, ours", "top-100, TFRS"],
    ],
    rows: [
      [
        `\`${recipe}\`${shortened ? `, ${shortened.epochs} of ${shortened.of} epochs` : ""}`,
        seconds(ours),
        seconds(twin),
        ratio ? withUnit(ratio.ratio, "×") : "-",
        ratio && ours && ours.rounds.length > 1 ? between(ratio.spread) : "-",
        String(ours?.rounds.length ?? 0),
        medianValue(ours, "processSeconds", shown),
        medianValue(ours, "top_100", asShare),
        medianValue(twin, "top_100", asShare),
      ],
    ],
  };
}

/** What a reader must know of that table. */
export const TWINS_NOTES: readonly string[] = [
  "Each until it says how the test rows rank; TFRS without metrics in training and with its allocator tuned. Ours goes " +
    "on to rank the train rows, the test rows without seen films, and two baselines, and writes a bundle: “to its " +
    "exit”. Where a recipe looks at its test rows while it trains, its twin does so as often; ours then ranks its train rows " +
    "too. `ml1m-tuned` trains the whole of `ml1m-wide` first, on both sides. Both start from seed 42, but from other numbers; what " +
    "single starts differ by stands in [figures.md](figures.md). In the catalogue of 100k 18 titles stand twice: TFRS ranks " +
    "both, ours one, which costs its top-100 about .002.",
  `Without a twin: ${withoutTwin()}.`,
];

function withoutTwin(): string {
  const reasons = [...new Set(Object.values(WITHOUT_TWIN))];
  return reasons
    .map((reason) => {
      const its = Object.keys(WITHOUT_TWIN).filter((recipe) => WITHOUT_TWIN[recipe] === reason);
      return `${its.map((recipe) => `\`${recipe}\``).join(", ")} (${reason})`;
    })
    .join("; ");
}

const asShare = (share: number): string => share.toFixed(4);

const seconds = (measurement: Measurement | undefined): string =>
  measurement ? shown(medianOf(measurement) / 1000) : "-";

function medianValue(
  measurement: Measurement | undefined,
  key: string,
  print: (value: number) => string,
): string {
  const values = measurement?.values[key] ?? [];
  return values.length > 0 ? print(median(values)) : "-";
}
