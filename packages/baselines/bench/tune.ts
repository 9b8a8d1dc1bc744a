// Tries settings on rows cut from the train part, and prints what each gets, best first.
//   node --conditions=@towerkit/source --import tsx bench/tune.ts 100k implicitAls '{"dim":[32,64],"epochs":[16]}'
import { createRuntime } from "@towerkit/kernels";
import { type Entry, type Measured, measure } from "./measure.js";
import { load, type Protocol, protocols } from "./protocols.js";

const [protocol, baseline, grid = "{}"] = process.argv.slice(2);
const runtime = await createRuntime({ threads: Number(process.env.THREADS ?? 2) });
const parts = await load(protocols[protocol as string] as Protocol, {
  seed: 42,
  isValidation: true,
});
const tried: (Measured & { readonly text: string })[] = [];
for (const settings of settingsOf(JSON.parse(grid))) {
  const measured = await measure(
    { baseline: baseline as Entry["baseline"], settings },
    parts,
    runtime,
  );
  tried.push({ ...measured, text: JSON.stringify(settings) });
  print("", tried.at(-1) as (typeof tried)[0]);
}
for (const by of ["top100", "top100Unseen", "recall10Unseen"] as const) {
  process.stdout.write(`\nBest by ${by}\n`);
  tried.sort((a, b) => b[by] - a[by]);
  for (const one of tried.slice(0, 5)) print("  ", one);
}
await runtime.close();

function print(
  indent: string,
  { seconds, top100, top100Unseen, recall10Unseen, text }: (typeof tried)[0],
) {
  const figures = [top100, top100Unseen, recall10Unseen].map((each) => each.toFixed(4)).join(" ");
  process.stdout.write(`${indent}${figures} ${seconds.toFixed(1)} s ${text}\n`);
}

/** Every combination of the values. */
function settingsOf(grid: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown>[] {
  return Object.entries(grid).reduce<Record<string, unknown>[]>(
    (all, [name, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
