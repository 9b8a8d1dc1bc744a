import { ConfigError, type TableLike, type Tensor } from "@towerkit/core";
import { type Tower, towerFromJSON } from "@towerkit/towers";
import type { History } from "../training/history.js";
import type { FitOptions, FitParts } from "./fit.js";
import { trainRanking } from "./train-ranking.js";
import type { Trained } from "./trained.js";

/** How {@link TwoTower.fitMore} trains: on the catalogue that the model has. */
export interface FitMoreOptions extends Omit<FitOptions, "candidates"> {}

/** Trains copies of a model's towers on a table. */
export async function trainMore(
  trained: Trained,
  parts: Pick<FitParts, "task" | "itemKey" | "queryKey" | "seed">,
  table: TableLike,
  options: FitMoreOptions,
): Promise<{ trained: Trained; history: History }> {
  const { query, candidate, catalogue, items } = trained;
  refuseSharedTables(query, candidate);
  return trainRanking(table, options, parts, () => {
    return { query: copyOf(query), candidate: copyOf(candidate), catalogue, items };
  });
}

function copyOf(tower: Tower): Tower {
  const weights = Object.entries(tower.weights()).map(([name, tensor]): [string, Tensor] => [
    name,
    { ...tensor, data: tensor.data.slice() } as Tensor,
  ]);
  return towerFromJSON(JSON.parse(JSON.stringify(tower.topology())), Object.fromEntries(weights));
}

/** In copies, and in what a bundle gave, one table of two towers has become two. */
function refuseSharedTables(query: Tower, candidate: Tower): void {
  const shared = query
    .tables()
    .find(({ name, data }) =>
      candidate.tables().some((other) => other.name === name && areEqual(other.data, data)),
    );
  if (shared === undefined) return;
  throw new ConfigError(
    `fitMore: both towers have the table "${shared.name}", which only a new fit can train as one.`,
  );
}

const areEqual = (one: Float32Array, other: Float32Array): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);
