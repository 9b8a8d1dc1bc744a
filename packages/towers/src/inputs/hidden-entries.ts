import { createGenerator } from "@towerkit/core";
import type { Bags } from "@towerkit/features";
import type { LayerContext } from "../layers/layer.js";
import type { EncodedBags } from "./encoded-inputs.js";

const DRAWN_AT_ONCE = 4096;

/** What decides which entries a step hides. */
export interface HiddenDraw {
  /** The table that the entries are embedded in: features that share it hide the same. */
  readonly table: string;
  /** The share that is hidden. */
  readonly share: number;
  readonly seed: number;
  readonly step: number;
}

/** Draws which of all entries a step of training hides, each alike: 1 where it is shown. */
export function drawShown(count: number, { table, share, seed, step }: HiddenDraw): Uint8Array {
  const stream = createGenerator(seed, "hidden entries", table, step);
  const threshold = share * 2 ** 32;
  const shown = new Uint8Array(count);
  const drawn = new Uint32Array(Math.min(count, DRAWN_AT_ONCE));
  for (let from = 0; from < count; from += drawn.length) {
    stream.fill(drawn);
    const here = Math.min(drawn.length, count - from);
    for (let i = 0; i < here; i++) shown[from + i] = drawn[i] < threshold ? 0 : 1;
  }
  return shown;
}

/** What steps have drawn: the tower and the choice of its train rows ask for the same. */
const drawnInSteps = new WeakMap<object, Map<string, Uint8Array>>();

/**
 * As {@link drawShown}, drawn once a step.
 * @param training - the step, as the context of its passes has it; the draw is forgotten with it.
 */
export function shownInStep(
  count: number,
  { table, share }: Pick<HiddenDraw, "table" | "share">,
  training: NonNullable<LayerContext["training"]>,
): Uint8Array {
  const drawn = drawnInSteps.get(training) ?? new Map<string, Uint8Array>();
  drawnInSteps.set(training, drawn);
  const key = JSON.stringify([table, share, count]);
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const { seed, step } = training;
  const shown = drawShown(count, { table, share, seed, step });
  drawn.set(key, shown);
  return shown;
}

/** Copies what is shown of the bags of some rows, in any order, so that it follows one another. */
export function copyShown(
  { starts, ends, values }: EncodedBags,
  rows: Int32Array,
  shown: Uint8Array,
): Bags {
  const offsets = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    let count = 0;
    for (let at = starts[rows[i]]; at < ends[rows[i]]; at++) count += shown[at];
    offsets[i + 1] = offsets[i] + count;
  }
  const copied = new Int32Array(offsets[rows.length]);
  for (let i = 0, to = 0; i < rows.length; i++) {
    for (let at = starts[rows[i]]; at < ends[rows[i]]; at++) {
      if (shown[at] === 1) copied[to++] = values[at];
    }
  }
  return { offsets, values: copied };
}
