import type { Report } from "../../run-recipe.js";
import { mean, spread } from "../../statistics.js";

/** A line through the means over the seeds, with the least and the greatest. */
export interface Point {
  /** From 1. */
  readonly epoch: number;
  readonly rows: "train" | "validation";
  readonly value: number;
  readonly least: number;
  readonly greatest: number;
}

/** What one chart shows. */
export interface Curve {
  readonly title: string;
  readonly points: readonly Point[];
  /** A level to compare with, and what it is called. */
  readonly level?: { readonly name: string; readonly value: number };
}

type Epoch = Report["epochs"][number];

/** The loss, top-100 and top-10, epoch by epoch, of the runs of one recipe. */
export function curvesOf(reports: readonly Report[]): readonly Curve[] {
  const popularity = (k: string) =>
    mean(reports.map(({ baselines }) => baselines.popularity.test.top_k[k] as number));
  return [
    {
      title: "loss a row",
      points: [
        ...line(reports, "train", ({ loss }) => loss),
        ...line(reports, "validation", ({ validation }) => validation?.loss),
      ],
    },
    ...["100", "10"].map((k) => ({
      title: `top-${k}`,
      points: [
        ...line(reports, "train", ({ train }) => train?.top_k[k]),
        ...line(reports, "validation", ({ validation }) => validation?.top_k[k]),
      ],
      level: { name: "popularity", value: popularity(k) },
    })),
  ];
}

/** Over the runs that were looked at after an epoch; without the epochs after which none was. */
function line(
  reports: readonly Report[],
  rows: Point["rows"],
  of: (epoch: Epoch) => number | undefined,
): Point[] {
  const epochs = reports[0]?.epochs ?? [];
  return epochs.flatMap((_, i) => {
    const values = reports
      .map((report) => of(report.epochs[i] as Epoch))
      .filter((value) => value !== undefined);
    if (values.length === 0) return [];
    const [least, greatest] = spread(values);
    return [{ epoch: i + 1, rows, value: mean(values), least, greatest }];
  });
}
