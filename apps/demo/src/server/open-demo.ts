import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRecommender, readBundle } from "@towerkit/bundle";
import type { DemoParts } from "./app.js";

/** Opens a bundle for the demo, with the training report that lies beside it. */
export async function openDemo(
  dir: string,
): Promise<Required<Pick<DemoParts, "bundle" | "recommender" | "report">>> {
  const [bundle, recommender, report] = await Promise.all([
    readBundle(dir),
    loadRecommender(dir),
    readReport(join(dir, "report.json")),
  ]);
  return { bundle, recommender, report };
}

/** The report is an extra: one that is missing or damaged is none. */
async function readReport(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}
