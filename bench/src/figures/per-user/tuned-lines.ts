import {
  describedSettings,
  type Ranker,
  type Settings,
  type Training,
} from "../quality/rankers.js";
import type { KeptRuns } from "../recipes/kept-runs.js";
import { type Found, loadParts, measure } from "./found.js";
import type { PerUserRow } from "./rows.js";
import type { Line } from "./table.js";

export interface TunedLinesOptions {
  readonly row: PerUserRow;
  readonly seeds: readonly number[];
  readonly runtime: Training["runtime"];
  /** What was measured, kept between runs. */
  readonly kept: Pick<KeptRuns<Found>, "get" | "keep">;
  say(line: string): void;
}

/** Each ranker with its only settings, or those of the best recall on the first seed's validation rows. */
export async function tunedLines(options: TunedLinesOptions): Promise<readonly Line[]> {
  const { row, seeds, runtime, kept, say } = options;
  const [first = 42] = seeds;
  const { candidateIds, validation, test } = await loadParts(row.split);
  const learning = { candidateIds, itemKey: "movie_title", runtime };

  async function found(ranker: Ranker, settings: Settings, rows: "validation" | number) {
    const key = [ranker.name, rows, ...Object.values(settings)].join("-");
    const known = await kept.get(key);
    if (known !== undefined) return known;
    say(key);
    const parts = rows === "validation" ? validation(first) : test(rows);
    const fresh = await measure(ranker, settings, { ...parts, ...learning });
    await kept.keep(key, fresh);
    return fresh;
  }

  async function bestOf(ranker: Ranker): Promise<Settings | undefined> {
    const [only, ...others] = ranker.settings;
    if (others.length === 0) return only;
    let best: { readonly settings: Settings; readonly recall: number } | undefined;
    for (const settings of ranker.settings) {
      const { recall } = await found(ranker, settings, "validation");
      if (best === undefined || recall > best.recall) best = { settings, recall };
    }
    return best?.settings;
  }

  const lines: Line[] = [];
  for (const ranker of row.rankers) {
    const settings = await bestOf(ranker);
    if (settings === undefined) continue;
    const tested: Found[] = [];
    for (const seed of seeds) tested.push(await found(ranker, settings, seed));
    lines.push({ name: ranker.name, settings: describedSettings(settings), found: tested });
  }
  return lines;
}
