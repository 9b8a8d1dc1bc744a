import { ConfigError, type TableLike } from "@towerkit/core";
import { growTowers, type Tower } from "@towerkit/towers";
import { readCatalogue } from "../data/catalogue.js";
import type { Optimizer } from "../optimizers/optimizer.js";
import type { History } from "../training/history.js";
import type { FitOptions, FitParts } from "./fit.js";
import { trainRanking } from "./train-ranking.js";
import type { Trained } from "./trained.js";

/** How {@link TwoTower.fitMore} trains. */
export interface FitMoreOptions<C extends object = object>
  extends Omit<FitOptions<C>, "candidates"> {
  /** The catalogue from now on; items that it lacks are recommended no more. Default: the one that the model has. */
  readonly candidates?: TableLike<C>;
}

/** Trains grown copies of a model's towers on a table. */
export async function trainMore(
  trained: Trained,
  parts: Pick<FitParts, "task" | "itemKey" | "queryKey" | "seed">,
  table: TableLike,
  options: FitMoreOptions,
): Promise<{ trained: Trained; history: History }> {
  const { candidates, ...training } = options;
  refuseSeparateTwins(trained.query, trained.candidate);
  return trainRanking(table, training, parts, () => {
    const catalogue =
      candidates === undefined
        ? trained.catalogue
        : readCatalogue(candidates, {
            itemKey: parts.itemKey,
            inputs: trained.candidate.inputs,
          });
    const [query, candidate] = growTowers(
      [
        { tower: trained.query, table },
        { tower: trained.candidate, table: catalogue.table },
      ],
      { seed: parts.seed },
    );
    handOver(options.optimizer, trained.query, query);
    handOver(options.optimizer, trained.candidate, candidate);
    return { query, candidate, catalogue, items: candidate.encodeColumns(catalogue.table).inputs };
  });
}

/** What an optimizer knows of a tower's rows, it knows of the copy's; new rows begin as in a first step. */
export function handOver(optimizer: Optimizer, from: Tower, to: Tower): void {
  const copies = to.trainables();
  for (const [i, table] of from.trainables().entries()) {
    const known = optimizer.stateOf(table);
    const state = Object.entries(optimizer.stateOf(copies[i])).map(([name, fresh]) => {
      const old = known[name];
      if (!(fresh instanceof Float32Array && old instanceof Float32Array)) return [name, old];
      const numbers = fresh.slice();
      numbers.set(old);
      return [name, numbers];
    });
    optimizer.restoreState(copies[i], Object.fromEntries(state));
  }
}

/** In what some bundles gave, one table of two towers has become two. */
function refuseSeparateTwins(query: Tower, candidate: Tower): void {
  const twin = query
    .tables()
    .find((table) =>
      candidate
        .tables()
        .some(
          (other) =>
            other !== table && other.name === table.name && areEqual(other.data, table.data),
        ),
    );
  if (twin === undefined) return;
  throw new ConfigError(
    `fitMore: both towers have the table "${twin.name}", which only a new fit can train as one.`,
  );
}

const areEqual = (one: Float32Array, other: Float32Array): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);
