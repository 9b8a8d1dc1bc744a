import { holds } from "../results/figures.js";
import type { BenchResult, CaseResult, Figure } from "../results/result.js";
import { between, shown, withUnit } from "./numbers.js";
import type { Table } from "./table.js";

/** All figures beside what is asked of them. */
export function figuresTable(cases: readonly CaseResult[]): Table {
  return {
    columns: ["what", "asked", "measured", "spread", "holds", "which", "command"],
    rows: cases.flatMap(({ figures, command }) =>
      figures.map((figure) => [
        figure.what,
        askedText(figure),
        figure.measured === undefined ? "-" : withUnit(figure.measured, figure.unit),
        figure.spread ? between(figure.spread) : "-",
        holdsText(figure),
        figure.note ?? "",
        command,
      ]),
    ),
  };
}

/** A case's own table, or its contestants: their times, and how many times as long as ours each took. */
export function caseTable({ table, times, ratios }: CaseResult): Table | undefined {
  if (table) return table;
  if (times.length === 0) return undefined;
  return {
    columns: ["contestant", "median ms", "quartiles", "n", "÷ ours", "spread", "how"],
    rows: times.map(({ name, median, quartiles, samples, info }) => {
      const ratio = ratios.find(({ of }) => of === name);
      return [
        name,
        shown(median),
        between(quartiles),
        String(samples),
        ratio ? withUnit(ratio.ratio, "×") : "",
        ratio ? between(ratio.spread) : "",
        typeof info["way"] === "string" ? info["way"] : "",
      ];
    }),
  };
}

/** The machine and the versions that took part. */
export function machineTable({ machine, threads, versions }: BenchResult): Table {
  return {
    columns: ["part", "what"],
    rows: [
      ["processor", machine.processor],
      ["cores", `${machine.cores}; threads for each side: ${threads}`],
      ["memory", `${machine.memoryGiB} GiB`],
      ["system", machine.system],
      ["Node", `${machine.node}, V8 ${machine.v8}`],
      ...Object.entries(versions).map(([name, version]) => [name, version]),
    ],
  };
}

function askedText({ asked, unit }: Figure): string {
  return asked ? `${asked.relation} ${asked.value.toLocaleString("en-US")} ${unit}` : "-";
}

function holdsText(figure: Figure): string {
  const answer = holds(figure);
  return answer === undefined ? "-" : answer ? "yes" : "no";
}
