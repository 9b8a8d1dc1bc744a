import type { RankingMetrics } from "@towerkit/tasks";

/** What is said of the test rows before anything stands beside it: the table comes at the end. */
export function testedLine(topK: RankingMetrics["top_k"]): string {
  const shares = Object.entries(topK).map(([k, share]) => `top-${k} ${share.toFixed(4)}`);
  return `test: ${shares.join(", ")}; now popularity and chance beside it, and the bundle`;
}
