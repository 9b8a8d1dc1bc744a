// Prints what the baselines reach on real MovieLens, with their settings, as a Markdown table.
//   npm run figures -w @towerkit/baselines [-- --seeds 42,43,44 --only 100k]
import { parseArgs } from "node:util";
import { createRuntime } from "@towerkit/kernels";
import { type Entry, type Measured, measure } from "./measure.js";
import { load, type Parts, type Protocol, protocols } from "./protocols.js";
import { type Line, lines } from "./settings.js";

/** A figure is met where it is at most so much lower. */
const TOLERANCE = 0.005;
const METRICS = ["top100", "top100Unseen", "recall10Unseen"] as const;
const HEAD = [
  "baseline and settings",
  "chosen by",
  "top-100",
  "top-100, seen excluded",
  "recall@10, seen excluded",
  "known",
  "met",
  "seconds to make",
];

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "42,43,44" }, only: { type: "string" } },
});
const seeds = values.seeds.split(",").map(Number);
const runtime = await createRuntime({ threads: 2 });
let missed = 0;
for (const [name, protocol] of Object.entries(protocols)) {
  if (values.only === undefined || values.only === name) await printProtocol(name, protocol);
}
await runtime.close();
if (missed > 0) process.exitCode = 1;

async function printProtocol(name: string, protocol: Protocol): Promise<void> {
  print(`\n${protocol.what}, seeds ${seeds.join(", ")}\n`);
  print(`| ${HEAD.join(" | ")} |`);
  print(`|${"---|".repeat(HEAD.length)}`);
  const cuts: Parts[] = [];
  for (const seed of seeds) cuts.push(await load(protocol, { seed, isValidation: false }));
  for (const line of lines.filter((each) => each.protocol === name)) {
    const measured: Measured[] = [];
    for (const parts of cuts) measured.push(await measure(line.entry, parts, runtime));
    print(`| ${cellsOf(line, measured).join(" | ")} |`);
  }
}

function cellsOf({ entry, chosen, known = {} }: Line, measured: readonly Measured[]): string[] {
  const figures = METRICS.map(
    (metric) => [metric, mean(measured.map((one) => one[metric]))] as const,
  );
  const asked = figures.filter(([metric]) => known[metric] !== undefined);
  const isMet = asked.every(([metric, value]) => value >= (known[metric] as number) - TOLERANCE);
  if (!isMet) missed++;
  return [
    textOf(entry),
    chosen,
    ...METRICS.map((metric) => withSpread(measured.map((one) => one[metric]))),
    asked.map(([metric]) => (known[metric] as number).toFixed(3)).join(" / ") || "-",
    asked.length === 0 ? "-" : isMet ? "yes" : "no",
    mean(measured.map(({ seconds }) => seconds)).toFixed(1),
  ];
}

function textOf({ baseline, settings }: Entry): string {
  const texts = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return [`\`${baseline}\``, ...texts].join(", ");
}

function withSpread(figures: readonly number[]): string {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  const text = mean(figures).toFixed(4);
  return figures.length > 1 ? `${text} (${least.toFixed(4)} to ${most.toFixed(4)})` : text;
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
