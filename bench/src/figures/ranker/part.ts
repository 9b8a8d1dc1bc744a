import { createRuntime } from "@towerkit/kernels";
import { markdownTable } from "../../report/table.js";
import { mean, spread } from "../../statistics.js";
import { needMovielens100k } from "../needs.js";
import type { Context, Findings, Part } from "../part.js";
import { type Lesson, learn, lessons } from "./lessons.js";

/** What `Ranker` comes to with the settings of the tutorials on cross networks and on lists. */
export const rankerPart: Part = {
  name: "ranker",
  title: "Ratings and lists by a Ranker",
  page: "figures.md",
  async run({ say }: Context): Promise<Findings> {
    needMovielens100k();
    const runtime = await createRuntime();
    const lines: Line[] = [];
    try {
      for (const lesson of lessons) {
        const rows = await lesson.rows();
        const found: number[] = [];
        for (const seed of lesson.seeds) {
          found.push(await learn(lesson, rows, { seed, runtime }));
          say(`${lesson.name}, seed ${seed}: ${lesson.measure} ${found.at(-1)}`);
        }
        lines.push({ lesson, found });
      }
    } finally {
      await runtime.close();
    }
    return findingsOf(lines);
  },
};

/** A lesson, and what it came to with each seed. */
export interface Line {
  readonly lesson: Pick<Lesson, "name" | "measure" | "source" | "asked" | "seeds">;
  readonly found: readonly number[];
}

/** The section, and what is missed. */
export function findingsOf(lines: readonly Line[]): Findings {
  const missed = lines.flatMap(({ lesson, found }) =>
    isMet(lesson, mean(found))
      ? []
      : [`${lesson.name}: ${LABELS[lesson.measure]} is ${mean(found)}, not ${askedOf(lesson)}`],
  );
  return { section: `${ABOUT}\n\n${markdownTable(tableOf(lines))}`, missed };
}

const LABELS = { rmse: "RMSE", ndcg: "NDCG" } as const;

const ABOUT = `Means over seeds of the model, with the least and the greatest in brackets where there are several, on the test rows; \`source\` is what the tutorial printed, whose settings these are. Ratings are those of MovieLens 100k on the tutorials' split; of lists, 50 of five films a user are learnt and one is measured.`;

function tableOf(lines: readonly Line[]) {
  return {
    columns: ["model", "what", "source", "ours, mean (least to greatest)", "seeds", "asked", "met"],
    rows: lines.map(({ lesson, found }) => {
      const [least, greatest] = spread(found).map(written);
      return [
        lesson.name,
        LABELS[lesson.measure],
        lesson.source,
        written(mean(found)) + (found.length > 1 ? ` (${least} to ${greatest})` : ""),
        lesson.seeds.join(", "),
        askedOf(lesson),
        isMet(lesson, mean(found)) ? "yes" : "no",
      ];
    }),
  };
}

const written = (value: number): string =>
  value < 0.001 ? value.toExponential(1) : value.toFixed(4);

const isMet = ({ measure, asked }: Line["lesson"], found: number): boolean =>
  measure === "rmse" ? found <= asked : found >= asked;

const askedOf = ({ measure, asked }: Line["lesson"]): string =>
  `${measure === "rmse" ? "≤" : "≥"} ${asked}`;
