import { type Heads, writeBundle } from "@towerkit/bundle";
import { ConfigError, requireColumns, type TableLike, tableFromColumns } from "@towerkit/core";
import type { RetrievalOptions, RetrievalTask } from "@towerkit/tasks";
import { withKeptKeys } from "../data/catalogue.js";
import { type MergedKeys, mergedKeysOf } from "../data/merged-keys.js";
import type { Trained, TrainingSettings } from "./trained.js";

/** What a bundle says besides the model. */
export interface SaveOptions {
  /** The data set that the model was trained on. Default: a nameless one. */
  readonly dataset?: {
    readonly name: string;
    readonly digest?: string;
    readonly synthetic: boolean;
  };
  /** How the data was split. Default: no split, all rows are train rows. */
  readonly split?: {
    readonly kind: string;
    readonly train: number;
    readonly test: number;
    readonly seed: number | null;
  };
  /** The test rows, kept beside the train rows so that the bundle alone can be evaluated again. */
  readonly test?: TableLike;
  /** What the evaluation found, as plain JSON. */
  readonly metrics?: unknown;
  /** Further settings to keep, as plain JSON, under names that the model's own do not have. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `"none"` leaves all interactions out: smaller and private, but nobody's seen items are known. Default `"all"`. */
  readonly interactions?: "all" | "none";
  /** Columns that the train and test rows keep beside what the model needs. Default: `user_rating` and `timestamp`, where they have them. */
  readonly interactionColumns?: readonly string[];
}

/** A bundle that was written. */
export interface SavedBundle {
  /** SHA-256 of the bundle's manifest, which names the digest of every part. */
  readonly digest: string;
  readonly dir: string;
}

/** What of a model is neither trained nor found in its towers. */
export interface ModelIdentity {
  readonly seed: number;
  readonly itemKey: string;
  readonly queryKey: string;
  readonly task: Pick<RetrievalTask, "kind" | "settings">;
}

/** What a kind of model keeps beside its towers. */
export interface ModelKind {
  readonly model: SavedSettings["model"];
  readonly heads?: Heads;
  /** Plain JSON. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Columns of interactions that it reads, kept where they are there. */
  readonly columns?: readonly string[];
}

const TWO_TOWER: ModelKind = { model: "two-tower" };

/** What a bundle's settings say of a two-tower model, beside the caller's own. */
export interface SavedSettings {
  readonly model: "two-tower" | "multi-task";
  readonly seed: number;
  readonly task: RetrievalOptions & { readonly kind: RetrievalTask["kind"] };
  readonly training: TrainingSettings;
  readonly catalogue: MergedKeys;
}

/** Writes a trained model as a bundle. */
export async function saveTrained(
  model: ModelIdentity,
  trained: Trained,
  dir: string,
  options: SaveOptions,
  kind: ModelKind = TWO_TOWER,
): Promise<SavedBundle> {
  const train = options.interactions === "none" ? undefined : trained.train;
  if (options.test !== undefined && train === undefined) {
    throw new ConfigError(
      'test rows are kept beside train rows only; leave out test, or interactions: "none".',
    );
  }
  const reduce = (table: TableLike, what: string) =>
    reduceInteractions(table, { what, model, trained, kind, columns: options.interactionColumns });
  return writeBundle(dir, {
    towers: { query: trained.query, candidate: trained.candidate },
    ...(kind.heads && { heads: kind.heads }),
    settings: settingsOf(model, trained, kind, options.settings),
    ...(options.metrics !== undefined && { metrics: options.metrics }),
    dataset: options.dataset ?? { name: "unnamed", synthetic: false },
    split: options.split ?? {
      kind: "none",
      train: trained.train?.numRows() ?? 0,
      test: options.test?.numRows() ?? 0,
      seed: null,
    },
    itemKey: model.itemKey,
    queryKey: model.queryKey,
    candidates: withTrainCounts(trained),
    ...(train && {
      interactions: {
        train: reduce(train, "train"),
        ...(options.test && { test: reduce(options.test, "test") }),
      },
    }),
  });
}

/** The catalogue with the column that cold starts are ranked by. */
export function withTrainCounts({ catalogue, trainCounts }: Trained): TableLike {
  const { table } = catalogue;
  return tableFromColumns({
    ...Object.fromEntries(table.columnNames().map((name) => [name, table.array(name)])),
    train_count: trainCounts,
  });
}

function settingsOf(
  { seed, task }: ModelIdentity,
  { training, catalogue }: Trained,
  kind: ModelKind,
  own: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const settings = {
    model: kind.model,
    seed,
    task: { kind: task.kind, ...task.settings },
    training,
    catalogue: mergedKeysOf(catalogue),
    ...kind.settings,
  } satisfies SavedSettings;
  const taken = Object.keys(settings).find((name) => Object.hasOwn(own, name));
  if (taken !== undefined) {
    throw new ConfigError(
      `settings.${taken} is what the model says of itself; give your own setting another name.`,
    );
  }
  return { ...own, ...settings };
}

/** Labels and times, by the names that MovieLens has for them. */
const USUAL_COLUMNS = ["user_rating", "timestamp"];

/** The columns of interactions that a bundle keeps: what the model needs, and what was asked for. */
function reduceInteractions(
  table: TableLike,
  {
    what,
    model: { itemKey, queryKey },
    trained: { query, catalogue, training },
    kind,
    columns,
  }: {
    readonly what: string;
    readonly model: ModelIdentity;
    readonly trained: Trained;
    readonly kind: ModelKind;
    readonly columns: readonly string[] | undefined;
  },
): TableLike {
  const required = [...query.inputs, itemKey, ...(columns ?? [])];
  requireColumns(table, required, what);
  const present = table.columnNames();
  const usual = columns === undefined ? USUAL_COLUMNS : [];
  const { weights, batchBy = null } = training;
  const welcome = [queryKey, weights, batchBy, ...(kind.columns ?? []), ...usual].filter(
    (name) => name !== null,
  );
  const names = new Set([...required, ...welcome.filter((name) => present.includes(name))]);
  const kept = withKeptKeys(table, catalogue, what);
  return tableFromColumns(
    Object.fromEntries(Array.from(names, (name) => [name, kept.array(name)])),
  );
}
