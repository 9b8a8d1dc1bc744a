import { ConfigError, shown } from "@towerkit/core";
import type { RetrievalTask } from "@towerkit/tasks";
import type { TowerSpec } from "@towerkit/towers";

/** What a {@link TwoTower} is made of. */
export interface TwoTowerOptions<Q extends object, C extends object> {
  /** Turns a query into an embedding. */
  readonly query: TowerSpec<Q>;
  /** Turns a candidate into an embedding of the same width. */
  readonly candidate: TowerSpec<C>;
  /** What the towers are trained for. */
  readonly task: RetrievalTask;
  /** The column that identifies an item. Default: the candidate tower's only input. */
  readonly itemKey?: string;
  /** The column that identifies who asks. Default: the query tower's only input, else `user_id`. */
  readonly queryKey?: string;
  /** Decides initial weights and the order of the rows. Default 42. */
  readonly seed?: number;
}

/** @throws ConfigError if there is no retrieval task, as where types are not checked. */
export function checkTask(task: RetrievalTask | undefined): RetrievalTask {
  if (task?.kind === "retrieval") return task;
  throw new ConfigError(
    `task must be a retrieval task such as retrieval(), got ${shown(task)}; it is what the towers are trained for.`,
  );
}

/** The key of the items, where the caller leaves it open. */
export function itemKeyOf({
  itemKey,
  candidate,
}: {
  readonly itemKey?: string;
  readonly candidate: { readonly inputs: readonly string[] };
}): string {
  if (itemKey !== undefined) return itemKey;
  const [only, another] = candidate.inputs;
  if (only === undefined || another !== undefined) {
    throw new ConfigError(
      `the candidate tower reads ${candidate.inputs.join(", ")}; name the column that identifies an item, e.g. itemKey: "movie_id".`,
    );
  }
  return only;
}

/** The key of the queries, where the caller leaves it open. */
export function queryKeyOf({
  queryKey,
  query,
}: {
  readonly queryKey?: string;
  readonly query: { readonly inputs: readonly string[] };
}): string {
  const [only, another] = query.inputs;
  return queryKey ?? (another === undefined && only !== undefined ? only : "user_id");
}

/**
 * Dot products need towers of one width. Before fitting, a width may not be known yet.
 * @throws ConfigError if both are known and differ.
 */
export function checkWidths(
  query: { readonly width: number | undefined },
  candidate: { readonly width: number | undefined },
): void {
  if (query.width === undefined || candidate.width === undefined) return;
  if (query.width !== candidate.width) {
    throw new ConfigError(
      `the query tower is ${query.width} wide and the candidate tower ${candidate.width}; give both the same width.`,
    );
  }
}
