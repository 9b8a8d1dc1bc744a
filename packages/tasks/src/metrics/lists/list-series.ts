import type { ListMetric, Measure } from "../names.js";
import { meanOf, type Series } from "../series.js";
import type { ListReader } from "./best-lists.js";
import { coverageMeter } from "./coverage.js";
import { diversityMeter, type ItemVectors } from "./diversity.js";
import { itemMeanMeter } from "./item-means.js";
import { noveltyOfItems, popularityOfItems } from "./popularity.js";

/** One measure at several cut-offs, fed with lists. */
export interface ListMeter {
  readonly read: ListReader;
  /** The value at the i-th cut-off, over all lists. */
  value(i: number): number;
  /** Each list's own values, where the measure is a mean over lists. */
  readonly series?: readonly Series[];
}

/** What lists are measured against. */
export interface ListContext {
  readonly numLists: number;
  readonly numCandidates: number;
  /** `[numCandidates]`: the training rows of each item, where a measure needs them. */
  readonly trainCounts?: Int32Array | undefined;
  /** The vectors that items are compared by, where a measure needs them. */
  readonly itemVectors?: ItemVectors | undefined;
}

/** All list measures over the same lists. */
export interface ListMeters {
  readonly read: ListReader;
  /** Each measure's value. */
  values(): (readonly [measure: Measure, value: number])[];
  /** The values of each list, of those measures that are means over lists. */
  series(): Series[];
}

/** Makes what reads lists and tells the measures. */
export function listMeters(
  measures: readonly Measure<ListMetric>[],
  context: ListContext,
): ListMeters {
  const metrics = [...new Set(measures.map(({ metric }) => metric))];
  const meters = metrics.map((metric) => {
    const own = measures.filter((measure) => measure.metric === metric);
    return { own, meter: METERS[metric](own, context) };
  });
  return {
    read: (list, items, length) => {
      for (const { meter } of meters) meter.read(list, items, length);
    },
    values: () =>
      meters.flatMap(({ own, meter }) =>
        own.map((measure, i) => [measure, meter.value(i)] as const),
      ),
    series: () => meters.flatMap(({ meter }) => meter.series ?? []),
  };
}

const METERS: Record<
  ListMetric,
  (measures: readonly Measure<ListMetric>[], context: ListContext) => ListMeter
> = {
  coverage: (measures, { numCandidates }) => coverageMeter(cutoffsOf(measures), numCandidates),
  popularity_bias: (measures, { numLists, trainCounts }) =>
    meanMeter(
      measures,
      numLists,
      itemMeanMeter(cutoffsOf(measures), popularityOfItems(trainCounts as Int32Array)),
    ),
  novelty: (measures, { numLists, trainCounts }) =>
    meanMeter(
      measures,
      numLists,
      itemMeanMeter(cutoffsOf(measures), noveltyOfItems(trainCounts as Int32Array)),
    ),
  diversity: (measures, { numLists, itemVectors }) =>
    meanMeter(measures, numLists, diversityMeter(cutoffsOf(measures), itemVectors as ItemVectors)),
};

const cutoffsOf = (measures: readonly Measure[]): number[] =>
  measures.map(({ cutoff }) => cutoff as number);

/** Writes the value of a list at each cut-off into `values`; the list is not empty. */
export type ListValues = (items: Int32Array, length: number, values: Float64Array) => void;

/** A mean over lists; an empty list has no value. */
function meanMeter(
  measures: readonly Measure<ListMetric>[],
  numLists: number,
  valuesOf: ListValues,
): ListMeter {
  const weights = new Float64Array(numLists);
  const series = measures.map((measure) => ({
    measure,
    sums: new Float64Array(numLists),
    weights,
  }));
  const values = new Float64Array(measures.length);
  return {
    series,
    read: (list, items, length) => {
      if (length === 0) return;
      valuesOf(items, length, values);
      weights[list] = 1;
      for (let i = 0; i < series.length; i++) (series[i] as Series).sums[list] = values[i];
    },
    value: (i) => meanOf(series[i] as Series),
  };
}
