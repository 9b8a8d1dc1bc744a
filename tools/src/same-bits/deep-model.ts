import { join } from "node:path";
import { markdownTable } from "../markdown-table.js";
import { mapConcurrently, runOrThrow } from "../run.js";
import { repositoryRoot } from "../workspaces.js";

/** Three steps of the model with dropout, dense layers, a GRU and attention. */
export interface DeepModelRun {
  /** The version of Node, such as `v22.12.0`. */
  readonly node: string;
  /** How many threads it was allowed, and had. */
  readonly threads: number;
  readonly usedThreads: number;
  readonly simd: string;
  /** Of the weights. */
  readonly digest: string;
  /** The digest that the tests of every `npm test` ask for. */
  readonly expected: string;
}

/** Trains it on every Node with every number of threads, from source. */
export function trainDeepModelEverywhere(
  nodes: readonly string[],
  threads: readonly number[],
): Promise<DeepModelRun[]> {
  const asked = nodes.flatMap((node) => threads.map((count) => ({ node, threads: count })));
  return mapConcurrently(asked, 2, async ({ node, threads }) => {
    const cwd = repositoryRoot;
    const version = (await runOrThrow(node, ["--version"], { cwd })).stdout.trim();
    const script = join(repositoryRoot, "conformance/src/same-bits/print-deep-model.ts");
    const args = ["--conditions=@towerkit/source", "--import", "tsx", script, String(threads)];
    const { stdout } = await runOrThrow(node, args, { cwd, timeout: 300_000 });
    const { threads: usedThreads, ...printed } = JSON.parse(stdout);
    return { node: version, threads, usedThreads, ...printed };
  });
}

/** A sentence for each run that did not come to what the tests ask for, or had other threads. */
export function deepModelDifferences(runs: readonly DeepModelRun[]): string[] {
  return runs.flatMap(({ node, threads, usedThreads, digest, expected }) => {
    const named = `the deep model on ${threads} threads on Node ${node}`;
    return [
      ...(digest === expected ? [] : [`${named} has the digest ${digest}, expected ${expected}.`]),
      ...(usedThreads === threads ? [] : [`${named} reports ${usedThreads} threads.`]),
    ];
  });
}

/** The runs as a Markdown table. */
export function deepModelTable(runs: readonly DeepModelRun[]): string {
  const rows = runs.map(({ node, threads, simd, digest }) => [
    node,
    String(threads),
    simd,
    `\`${digest.slice(0, 16)}\``,
  ]);
  return markdownTable(["Node", "threads", "SIMD", "digest of the weights"], rows);
}
