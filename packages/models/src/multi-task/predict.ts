import { ConfigError, columnOf, shown, type TableLike, UnknownIdError } from "@towerkit/core";
import { exp, type Runtime } from "@towerkit/kernels";
import type { Id } from "@towerkit/retrieval";
import { placesOf } from "@towerkit/tasks";
import { distinctInputs, embedQueries, predictPairs } from "@towerkit/towers";
import { embedCatalogue } from "../two-tower/scorer.js";
import type { Ranking } from "../two-tower/trained.js";
import type { Head } from "./heads.js";

/** Where each row's item stands in the catalogue; -1 where it does not. */
export const itemsOfRows = (table: TableLike, { catalogue }: Ranking, what: string): Int32Array =>
  placesOf(
    columnOf(table, catalogue.itemKey, what),
    catalogue.rowOf,
    `${what}: ${catalogue.itemKey}`,
  );

/** @throws ConfigError for a row whose item is not in the catalogue. */
export function checkItemsKnown(items: Int32Array, table: TableLike, itemKey: string): void {
  const absent = items.indexOf(-1);
  if (absent >= 0) {
    throw new ConfigError(
      `predict: ${itemKey} ${shown(table.get(itemKey, absent))} of row ${absent} (from 0) is not among the candidates.`,
    );
  }
}

/**
 * What heads predict for some rows of a table: `[rows]` each. Probabilities where a head learnt by the
 * logistic loss.
 * @param items - `[table rows]`: each row's place in the catalogue.
 */
export async function predictRows(
  ranking: Ranking,
  heads: readonly Head[],
  {
    table,
    items,
    rows,
    runtime,
  }: {
    readonly table: TableLike;
    readonly items: Int32Array;
    readonly rows: Int32Array;
    readonly runtime: Runtime;
  },
): Promise<readonly Float32Array[]> {
  const { query } = ranking;
  const { distinct, slotOfRow } = distinctInputs(query.encodeColumns(table).inputs);
  const pairs = {
    queries: query.encodeAll(distinct, { runtime }),
    candidates: embedCatalogue(ranking, runtime).data,
    dim: query.width,
    querySlots: rows.map((row) => slotOfRow[row]),
    candidateSlots: rows.map((row) => items[row]),
  };
  const predictions: Float32Array[] = [];
  for (const { network, task } of heads) {
    const output = await predictPairs(network, pairs, { runtime });
    predictions.push(task.loss.kind === "logistic" ? output.map(probabilityOf) : output);
  }
  return predictions;
}

/**
 * What a head predicts for a query and an item.
 * @throws UnknownIdError if there is no such item.
 */
export async function predictOne(
  { query: tower, candidate, catalogue, items }: Ranking,
  { network }: Head,
  { query, id, runtime }: { readonly query: object; readonly id: Id; readonly runtime: Runtime },
): Promise<number> {
  const row = catalogue.rowOf.get(id);
  if (row === undefined) throw new UnknownIdError(`There is no item ${shown(id)}.`);
  const first = Int32Array.of(0);
  const pairs = {
    queries: (await embedQueries(tower, [query], { runtime })).embeddings,
    candidates: candidate.encode(items, Int32Array.of(row), { runtime }),
    dim: tower.width,
    querySlots: first,
    candidateSlots: first,
  };
  const [prediction] = await predictPairs(network, pairs, { runtime });
  return prediction as number;
}

const probabilityOf = (logit: number): number => 1 / (1 + exp(-logit));
