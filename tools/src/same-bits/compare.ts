import { markdownTable } from "../markdown-table.js";

/** What one training came to. */
export interface TrainingRun {
  readonly recipe: string;
  /** The version of Node, such as `v22.12.0`. */
  readonly node: string;
  /** How many threads it was allowed. */
  readonly threads: number;
  /** What the report says of the engine. */
  readonly engine: { readonly threads: number; readonly simd: string };
  /** The bundle's digest. */
  readonly digest: string;
  /** The name of the bundle's weights, which holds their digest. */
  readonly weights: string;
}

/** What differs that must be equal: a sentence for each run that is not like its recipe's first. */
export function differences(runs: readonly TrainingRun[]): string[] {
  const firsts = new Map<string, TrainingRun>();
  return runs.flatMap((run) => {
    const first = firsts.get(run.recipe) ?? run;
    firsts.set(run.recipe, first);
    const told = [];
    if (run.digest !== first.digest) {
      told.push(`${named(run)} has the digest ${run.digest}, ${named(first)} ${first.digest}.`);
    }
    if (run.engine.threads !== run.threads) {
      told.push(`${named(run)} reports ${run.engine.threads} threads.`);
    }
    return told;
  });
}

const named = ({ recipe, node, threads }: TrainingRun) =>
  `${recipe} with --threads ${threads} on Node ${node}`;

/** The runs as a Markdown table. */
export function table(runs: readonly TrainingRun[]): string {
  const rows = runs.map(({ recipe, node, threads, engine, digest, weights }) => [
    `\`${recipe}\``,
    node,
    String(threads),
    engine.simd,
    `\`${weights}\``,
    `\`${digest.slice(0, 16)}\``,
  ]);
  return markdownTable(["recipe", "Node", "threads", "SIMD", "weights", "bundle's digest"], rows);
}
