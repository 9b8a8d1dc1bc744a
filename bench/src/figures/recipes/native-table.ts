import type { Table } from "../../report/table.js";
import { mean } from "../../statistics.js";
import { metText, missedSentence, type Reports, type Verdict } from "./table.js";

const ENGINE = "tfjs-node";

/** A row a figure: what it comes to on either engine, and whether tfjs-node's is as asked. */
export function nativeTable(verdicts: readonly Verdict[], onDefault: Reports): Table {
  return {
    columns: ["recipe", "what", "default engine", ENGINE, "asked", "met"],
    rows: verdicts.map(({ recipe, figure, values, met }) => {
      const beside = onDefault.get(recipe) ?? [];
      return [
        `\`${recipe}\``,
        figure.what,
        mean(beside.map(figure.of)).toFixed(4),
        mean(values).toFixed(4),
        figure.rule?.text ?? "-",
        metText(met),
      ];
    }),
  };
}

/** What is not as asked, runs that were not on tfjs-node at all among it. */
export function missedOnNative(verdicts: readonly Verdict[], onNative: Reports): string[] {
  const elsewhere = [...onNative.values()]
    .flat()
    .filter(({ engine }) => engine.name !== ENGINE)
    .map(({ recipe, engine }) => `${recipe} ran on the engine "${engine.name}"`);
  return [...elsewhere, ...verdicts.filter(({ met }) => met === false).map(missedSentence)];
}
