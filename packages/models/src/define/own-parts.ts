import type { TableLike } from "@towerkit/core";
import { type EmbeddingTable, fitTowers, type Tower, type TowerSpec } from "@towerkit/towers";
import type { Optimizer } from "../optimizers/optimizer.js";
import { grownTowers } from "../training/grown-towers.js";
import { handOver } from "../training/hand-over.js";

/** What a defined model has learnt so far. */
export interface OwnParts {
  readonly towers: ReadonlyMap<string, Tower>;
  /** The model's own numbers, each as a table of one row. */
  readonly parameters: readonly EmbeddingTable[];
}

/** What parts are made of. */
interface PartSpecs {
  readonly towers: Readonly<Record<string, TowerSpec>>;
  readonly parameters?: Readonly<Record<string, Float32Array>>;
}

/** What towers are fitted on. */
interface PartTables {
  /** Of every tower but one. */
  readonly table: TableLike;
  /** Of the tower called `candidate`. */
  readonly candidates: TableLike;
}

const tableOf = (tower: string, { table, candidates }: PartTables): TableLike =>
  tower === "candidate" ? candidates : table;

/** Parts that have learnt nothing yet. */
export function freshParts(specs: PartSpecs, tables: PartTables, seed: number): OwnParts {
  const names = Object.keys(specs.towers);
  const towers = fitTowers(
    names.map((name) => ({ spec: specs.towers[name], table: tableOf(name, tables), name })),
    { seed },
  );
  return {
    towers: new Map(names.map((name, i) => [name, towers[i]])),
    parameters: freshParameters(specs),
  };
}

export const freshParameters = ({ parameters = {} }: PartSpecs): OwnParts["parameters"] =>
  Object.entries(parameters).map(([name, first]) => ({
    name,
    rows: 1,
    dim: first.length,
    data: first.slice(),
  }));

/** Copies that know what some tables hold, for an optimizer that knows of them what it knows of the originals. */
export function grownParts(
  { towers, parameters }: OwnParts,
  tables: PartTables,
  { seed, optimizer }: { readonly seed: number; readonly optimizer: Optimizer },
): OwnParts {
  const places = Array.from(towers, ([name, tower]) => ({ tower, table: tableOf(name, tables) }));
  const copies = grownTowers(places, { seed, optimizer });
  const ownCopies = parameters.map((own) => ({ ...own, data: own.data.slice() }));
  handOver(optimizer, parameters, ownCopies);
  return {
    towers: new Map(Array.from(towers.keys(), (name, i) => [name, copies[i]])),
    parameters: ownCopies,
  };
}
