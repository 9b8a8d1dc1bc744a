import type { ListValues } from "./list-series.js";

/** The mean of the items' values over the first k of a list, or over all of a shorter one. */
export function itemMeanMeter(cutoffs: readonly number[], valueOfItem: Float64Array): ListValues {
  return (items, length, values) => {
    for (let i = 0; i < cutoffs.length; i++) {
      const end = Math.min(cutoffs[i] as number, length);
      let sum = 0;
      for (let place = 0; place < end; place++) sum += valueOfItem[items[place]];
      values[i] = sum / end;
    }
  };
}
