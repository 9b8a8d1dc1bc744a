import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Curve, Point } from "./curves.js";

const PANEL = { width: 300, height: 220 };
const HEAD = 44;
/** Beyond so many epochs the dots of one line touch. */
const MOST_DOTS = 25;

/** Colours that can be told apart on white and on black, and by who sees no red. */
const STYLE = `
    svg { color: #3d444d; --train: #0969da; --validation: #bc4c00; --level: #6e7781; background: none; }
    @media (prefers-color-scheme: dark) {
      svg { color: #c9d1d9; --train: #58a6ff; --validation: #f0883e; --level: #8b949e; }
    }
    text { font-family: system-ui, sans-serif; }
    .title { font-size: 13px; font-weight: 600; }
    .legend { font-size: 12px; }
  `;

/**
 * Draws curves side by side as one SVG, readable in light and in dark pages.
 * @param description - what the picture says, for who cannot see it.
 */
export function drawCurves(curves: readonly Curve[], description: string): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const epochs = Math.max(...curves.flatMap(({ points }) => points.map(({ epoch }) => epoch)));
  const panels = curves.map((curve, i) => {
    const svg = panelOf(curve, epochs, document);
    svg.setAttribute("x", String(i * PANEL.width));
    svg.setAttribute("y", String(HEAD));
    return `<text class="title" x="${i * PANEL.width + 12}" y="38" fill="currentColor">${curve.title}</text>\n${svg.outerHTML}`;
  });
  const [width, height] = [curves.length * PANEL.width, PANEL.height + HEAD];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${description}">
<style>${STYLE}</style>
${legend()}
${panels.join("\n")}
</svg>
`;
}

function panelOf({ points, level }: Curve, epochs: number, document: Document): Element {
  const stroke = ({ rows }: Point) => (rows === "train" ? "var(--train)" : "var(--validation)");
  return Plot.plot({
    document,
    ...PANEL,
    marginLeft: 44,
    marginRight: 16,
    style: { background: "none", color: "currentColor" },
    x: {
      label: "epoch",
      domain: [1, epochs],
      ticks: ticksOf(epochs),
      tickFormat: "d",
    },
    y: { label: null, nice: true, grid: true, ticks: 5, zero: level !== undefined },
    marks: [
      ...(level
        ? [Plot.ruleY([level.value], { stroke: "var(--level)", strokeDasharray: "5 4" })]
        : []),
      Plot.areaY(points, {
        x: "epoch",
        y1: "least",
        y2: "greatest",
        z: "rows",
        fill: stroke,
        fillOpacity: 0.18,
      }),
      Plot.lineY(points, { x: "epoch", y: "value", z: "rows", stroke, strokeWidth: 2 }),
      Plot.dot(points, { x: "epoch", y: "value", fill: stroke, r: isCrowded(points) ? 1 : 2.5 }),
    ],
  });
}

/** Whether dots of the usual size would hide the line that they stand on. */
const isCrowded = (points: readonly Point[]) =>
  new Set(points.map(({ epoch }) => epoch)).size > MOST_DOTS;

/** Whole epochs, not too many: the first, and those that a round number divides. */
function ticksOf(last: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => last / each <= 6) ?? last;
  const all = Array.from({ length: last }, (_, i) => i + 1);
  return all.filter((epoch) => epoch === 1 || epoch % step === 0);
}

function legend(): string {
  const entries = [
    ["train rows", "var(--train)", ""],
    ["validation rows", "var(--validation)", ""],
    ["popularity, validation rows", "var(--level)", ' stroke-dasharray="5 4"'],
  ];
  let x = 12;
  return entries
    .map(([name, color, dashes]) => {
      const mark = `<line x1="${x}" x2="${x + 22}" y1="13" y2="13" stroke="${color}" stroke-width="2"${dashes}/>`;
      const text = `<text class="legend" x="${x + 28}" y="17" fill="currentColor">${name}</text>`;
      x += 60 + (name as string).length * 6.4;
      return mark + text;
    })
    .join("\n");
}
