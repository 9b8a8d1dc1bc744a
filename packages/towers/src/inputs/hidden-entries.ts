import { createGenerator } from "@towerkit/core";
import type { Bags } from "@towerkit/features";
import type { EncodedBags } from "./encoded-inputs.js";

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
  for (let i = 0; i < count; i++) shown[i] = stream.uint32() < threshold ? 0 : 1;
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
