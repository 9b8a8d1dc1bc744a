import { type EncodedFeature, isBags } from "./encoded-inputs.js";

/** How many ids of an encoded feature are in a range, counted in every row that has them. */
export function countIds(
  feature: EncodedFeature,
  { from, count }: { readonly from: number; readonly count: number },
): number {
  if (feature instanceof Int32Array) {
    let found = 0;
    for (let row = 0; row < feature.length; row++) {
      if (feature[row] >= from && feature[row] < from + count) found++;
    }
    return found;
  }
  if (!isBags(feature)) return 0;
  const { starts, ends, values } = feature;
  // Counted up to each value once: many rows may share a stretch.
  const before = new Int32Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    before[i + 1] = before[i] + (values[i] >= from && values[i] < from + count ? 1 : 0);
  }
  let found = 0;
  for (let row = 0; row < starts.length; row++) found += before[ends[row]] - before[starts[row]];
  return found;
}

/** Clears the mark of each row that has an id from `firstKnown` on: one that fitting saw. */
export function clearWhereKnown(
  marks: Uint8Array,
  feature: EncodedFeature,
  firstKnown: number,
): void {
  for (let row = 0; row < marks.length; row++) {
    if (feature instanceof Int32Array) {
      if (feature[row] >= firstKnown) marks[row] = 0;
    } else if (isBags(feature)) {
      const { starts, ends, values } = feature;
      for (let i = starts[row]; i < ends[row]; i++) if (values[i] >= firstKnown) marks[row] = 0;
    }
  }
}
