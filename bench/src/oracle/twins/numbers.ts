import { discretization, type MultiHotOutput, multiHot, normalization } from "towerkit";
import type { KerasColumn, Twin } from "../column.js";
import { rowsOf } from "./rows.js";

interface NormalizationSettings {
  readonly dtype: "float32" | "float64";
  readonly mean?: number;
  readonly variance?: number;
}

function normalized({ settings, fit = [], encode }: KerasColumn): number[] {
  const { dtype, mean, variance } = settings as unknown as NormalizationSettings;
  const given = mean === undefined || variance === undefined ? {} : { mean, variance };
  const encoder = normalization({ precision: dtype, ...given });
  return Array.from(encoder.fit(fit as number[]).encode(encode as number[]).data);
}

/** Ours are written as float32; where a value is the mean, what is left is the mean's own rounding. */
const sameInFloat32 = (actual: number, expected: number) =>
  actual === Math.fround(expected) || Math.abs(actual - expected) <= 1e-9;

export const numbers: readonly Twin[] = [
  { layer: "Normalization, float32", ours: "normalization", encode: normalized },
  {
    layer: "Normalization, float64",
    ours: "normalization",
    closeness: "equal once rounded to float32, or within 1e-9",
    same: sameInFloat32,
    encode: normalized,
  },
  {
    layer: "Discretization, fitted",
    ours: "discretization",
    encode({ settings, fit = [], encode }: KerasColumn) {
      const encoder = discretization({ quantiles: settings["num_bins"] as number });
      const fitted = encoder.fit(fit as number[]);
      const { boundaries } = fitted;
      if (boundaries.length === 0) return { boundaries };
      return { boundaries, ids: [...fitted.encode(encode as number[])] };
    },
  },
  {
    layer: "Discretization",
    ours: "discretization",
    encode({ settings, encode }: KerasColumn) {
      const encoder = discretization({ boundaries: settings["bin_boundaries"] as number[] });
      return [...encoder.fit([]).encode(encode as number[])];
    },
  },
  categoryEncoding("multi_hot", "multiHot"),
  categoryEncoding("count", "count"),
];

function categoryEncoding(mode: string, output: MultiHotOutput): Twin {
  return {
    layer: `CategoryEncoding, ${mode}`,
    ours: "multiHot",
    encode({ settings, encode }: KerasColumn) {
      const encoder = multiHot({ size: settings["num_tokens"] as number, output });
      return rowsOf(encoder.fit([]).encode(encode as number[][]));
    },
  };
}
