import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { curvesOf } from "./curves.js";
import { drawCurves } from "./draw-curves.js";
import { madeEpochs, madeReport } from "./made-report.js";

const reports = [0.29, 0.31].map((popularity) =>
  madeReport({ popularity, epochs: madeEpochs(10, 5) }),
);

describe("curvesOf", () => {
  it("has the loss of every epoch, and of validation and ranks those that were looked at", () => {
    const [loss, top100, top10] = curvesOf(reports);
    const epochs = (rows: string, curve = loss) =>
      curve?.points.filter((point) => point.rows === rows).map(({ epoch }) => epoch);
    expect(epochs("train")).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(epochs("validation")).toEqual([5, 10]);
    expect(epochs("train", top100)).toEqual([5, 10]);
    expect(top100?.points[0]).toMatchObject({ epoch: 5, rows: "train" });
    expect(top100?.points[0]?.value).toBeCloseTo(0.34, 12);
    expect(top10?.title).toBe("top-10");
  });

  it("has means over the seeds with their spread, and popularity as a level", () => {
    const other = madeEpochs(1).map((epoch) => ({ ...epoch, loss: 9 }));
    const [loss, top100] = curvesOf([
      madeReport({ epochs: madeEpochs(1), popularity: 0.2 }),
      madeReport({ epochs: other, popularity: 0.4 }),
    ]);
    expect(loss?.points[0]).toMatchObject({ value: 8.5, least: 8, greatest: 9 });
    expect(loss?.level).toBeUndefined();
    expect(top100?.level?.value).toBeCloseTo(0.3, 12);
  });
});

describe("drawCurves", () => {
  const svg = drawCurves(curvesOf(reports), "what is there to see");
  const { document } = parseHTML(svg);

  it("draws a chart each, with a line for train and one for validation", () => {
    const charts = [...document.querySelectorAll("svg > svg")];
    expect(charts).toHaveLength(3);
    for (const chart of charts) {
      const strokes = [...chart.querySelectorAll("[aria-label=line] path")].map((path) =>
        path.getAttribute("stroke"),
      );
      expect(strokes.sort()).toEqual(["var(--train)", "var(--validation)"]);
      expect(chart.outerHTML).not.toContain("NaN");
    }
  });

  it("has colours for light and for dark pages, and says what it shows", () => {
    expect(svg).toMatch(/--train: #\w+.*prefers-color-scheme: dark.*--train: #\w+/s);
    expect(svg).toContain('aria-label="what is there to see"');
    expect(svg.match(/epoch →/g)).toHaveLength(3);
  });

  it("marks whole epochs from the first to the last, in every chart", () => {
    const ticksOf = (count: number) => {
      const epochs = madeEpochs(count, 5);
      const drawn = parseHTML(drawCurves(curvesOf([madeReport({ epochs })]), "")).document;
      return [...drawn.querySelectorAll("svg > svg")].map((chart) =>
        [...chart.querySelectorAll('[aria-label="x-axis tick label"] text')].map(
          (tick) => tick.textContent,
        ),
      );
    };
    const of50 = ["1", "10", "20", "30", "40", "50"];
    expect(ticksOf(50)).toEqual([of50, of50, of50]);
    expect(ticksOf(5)[0]).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("has small dots where there are many, so that the line is seen", () => {
    const sizesOf = (count: number) => {
      const drawn = drawCurves(curvesOf([madeReport({ epochs: madeEpochs(count, 5) })]), "");
      const charts = [...parseHTML(drawn).document.querySelectorAll("svg > svg")];
      return charts.map((chart) =>
        chart.querySelector("[aria-label=dot] circle")?.getAttribute("r"),
      );
    };
    expect(sizesOf(10)).toEqual(["2.5", "2.5", "2.5"]);
    expect(sizesOf(50)).toEqual(["1", "2.5", "2.5"]);
  });

  it("draws the same every time", () => {
    expect(drawCurves(curvesOf(reports), "what is there to see")).toBe(svg);
  });
});
