import type { TableLike } from "@towerkit/core";
import type { FittedFeature } from "./features.js";
import { shownInStep } from "./inputs/hidden-entries.js";
import { columnsOfTable, valuesOf } from "./inputs/raw-inputs.js";
import type { LayerContext } from "./layers/layer.js";

/** Tells which rows of a train table a step may learn from. */
export interface TrainingTargets {
  /** Whether a shown item is a negative of the hidden ones. */
  readonly shownAsNegatives: boolean;
  /**
   * Sets the weight of each row to 0 whose own item the step shows to the tower: to guess it would be no
   * guess.
   * @param batch - `[batch]`: rows of the table.
   * @param weights - `[batch]`, written into.
   */
  weigh(
    batch: Int32Array,
    weights: Float32Array,
    step: NonNullable<LayerContext["training"]>,
  ): void;
}

/** Where each row's own item stands among the entries of one feature. */
interface OwnEntries {
  readonly table: string;
  readonly shownAsNegatives: boolean;
  readonly share: number;
  /** How many entries there are of all rows together. */
  readonly count: number;
  /** `[rows]`, -1 where it is not among them. */
  readonly ofRow: Int32Array;
}

/** An encoder such as that of seen items, which hides some of its entries in training. */
interface HidesEntries {
  readonly hidden: number;
  readonly shownAsNegatives: boolean;
  readonly entryColumns: readonly string[];
  entries(columns: unknown): Int32Array;
  spans(columns: unknown): { readonly values: Int32Array };
}

/** What the features hide, or undefined if they hide nothing. */
export function trainingTargets(
  features: readonly FittedFeature[],
  table: TableLike,
): TrainingTargets | undefined {
  const own = features.flatMap((feature): readonly OwnEntries[] => {
    if (feature.kind === "numbers" || !hidesEntries(feature.encoder)) return [];
    const { encoder } = feature;
    const what = `the train table for the feature ${feature.name}`;
    const columns = valuesOf(
      columnsOfTable(table, encoder.entryColumns, what),
      encoder.entryColumns,
    );
    return [
      {
        table: feature.table.name,
        shownAsNegatives: encoder.shownAsNegatives,
        share: encoder.hidden,
        count: encoder.spans(columns).values.length,
        ofRow: encoder.entries(columns),
      },
    ];
  });
  if (own.length === 0) return undefined;
  return {
    shownAsNegatives: own.every(({ shownAsNegatives }) => shownAsNegatives),
    weigh(batch, weights, training) {
      for (const { table, share, count, ofRow } of own) {
        const shown = shownInStep(count, { table, share }, training);
        for (let i = 0; i < batch.length; i++) {
          const entry = ofRow[batch[i]];
          if (entry >= 0 && shown[entry] === 1) weights[i] = 0;
        }
      }
    },
  };
}

const hidesEntries = (encoder: object): encoder is HidesEntries => "entryColumns" in encoder;
