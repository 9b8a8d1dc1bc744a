import type { RetrievalBatch } from "@towerkit/tasks";
import type { LayerContext } from "@towerkit/towers";
import type { TrainingRows } from "../data/training-rows.js";
import { groupRows } from "./batches.js";

type Forbidden = NonNullable<RetrievalBatch["forbidden"]>;

/**
 * Makes the function that lists what a step shows of some queries' items, as rows of the catalogue: they
 * are no negatives. Undefined where nothing is hidden, or what is shown counts as a negative.
 */
export function createShownItems({
  targets,
  queries,
  queryOfRow,
  candidateOfRow,
}: Pick<TrainingRows, "targets" | "queries" | "queryOfRow" | "candidateOfRow">):
  | ((ofQueries: Int32Array, training: NonNullable<LayerContext["training"]>) => Forbidden)
  | undefined {
  if (targets === undefined || targets.shownAsNegatives) return undefined;
  const { offsets: firstOf, rows } = groupRows(queryOfRow, queries.rows);
  return (ofQueries, training) => {
    const own = rowsOf(ofQueries, firstOf, rows);
    const isHidden = new Float32Array(own.length).fill(1);
    targets.weigh(own, isHidden, training);
    const offsets = new Int32Array(ofQueries.length + 1);
    const itemIds = new Int32Array(own.length);
    let [at, count] = [0, 0];
    for (const [i, query] of ofQueries.entries()) {
      for (let left = firstOf[query + 1] - firstOf[query]; left > 0; left--, at++) {
        if (isHidden[at] === 0) itemIds[count++] = candidateOfRow[own[at]];
      }
      offsets[i + 1] = count;
    }
    return { offsets, itemIds: itemIds.subarray(0, count) };
  };
}

/** The rows of some queries, one query's behind the other's. */
function rowsOf(queries: Int32Array, firstOf: Int32Array, rows: Int32Array): Int32Array {
  let count = 0;
  for (const query of queries) count += firstOf[query + 1] - firstOf[query];
  const found = new Int32Array(count);
  let at = 0;
  for (const query of queries) {
    found.set(rows.subarray(firstOf[query], firstOf[query + 1]), at);
    at += firstOf[query + 1] - firstOf[query];
  }
  return found;
}
