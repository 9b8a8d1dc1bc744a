import { type Competition, compete, type Measurement } from "../contest/compete.js";
import { manyInOne } from "../contest/contestant.js";
import { ourProgram, threadCounts } from "../contest/ours.js";
import { medianOf, ratioOf } from "../contest/ratio.js";
import { kernelWorks } from "../kernel-works/index.js";
import type { KernelWork } from "../kernel-works/work.js";
import type { Limit } from "../limits/limit.js";
import { shown, withUnit } from "../report/numbers.js";
import type { Table } from "../report/table.js";
import { timesOf } from "../results/figures.js";
import type { Figure, Findings } from "../results/result.js";
import type { Case, Context } from "./case.js";

/** Each kernel beside what this processor can do, and on more threads than one. */
export const kernelsCase: Case = {
  name: "kernels",
  title: "Kernels beside this processor's limits, and on more threads",
  async run(context) {
    const limits = manyInOne("limits", ourProgram("limits.ts"), {}, ({ amounts }) =>
      Object.fromEntries(Object.keys(amounts as object).map((limit) => [limit, limit])),
    );
    const kernels = [
      ...threadCounts(context.threads).map((threads) => ({ threads, fast: false })),
      { threads: 1, fast: true },
    ].map((setup) =>
      manyInOne(`kernels, ${suffix(setup)}`, ourProgram("kernels.ts"), setup, () =>
        Object.fromEntries(kernelWorks.map(({ name }) => [name, `${name}, ${suffix(setup)}`])),
      ),
    );
    const competition = await compete([limits, ...kernels], {
      rounds: context.rounds(8),
      samples: 5,
      // WebAssembly is compiled twice, the second time well; threads fall asleep between turns.
      warmUp: 3,
      warmUpSeconds: context.quick ? 0 : 0.5,
      settle: 2,
      settleSeconds: context.quick ? 0 : 0.1,
      say: context.say,
    });
    return findings(competition, context);
  },
};

const suffix = ({ threads, fast = false }: { readonly threads: number; readonly fast?: boolean }) =>
  `${threads} ${threads === 1 ? "thread" : "threads"}${fast ? ", fast" : ""}`;

/** What is found by its name. */
type Find = (name: string) => Measurement | undefined;

function findings({ measurements, leftOut }: Competition, { threads }: Context): Findings {
  const find: Find = (name) => measurements.find((each) => each.name === name);
  return {
    figures: kernelWorks.flatMap((work) => [
      ...shareFigure(work, find),
      ...secondThread(work, find),
    ]),
    times: measurements.map(timesOf),
    ratios: [],
    leftOut,
    table: kernelTable(find, threads),
    notes: [
      `Limits on one thread: ${limitTexts(find).join("; ")}.`,
      "GFLOP/s count the arithmetic that a kernel cannot do without (of a softmax: the scores, their " +
        "exponentials and both gradients; of exp, log and tanh: the polynomial and what makes its " +
        "argument small, no comparison); GB/s count the bytes that it must read and write, were there no " +
        "cache. The share is that of multiply and add, or of reading, on one thread; data that fits " +
        "into a cache can go beyond it. “fast” is over relaxed multiply-add.",
    ],
  };
}

/** Operations or bytes a second, in billions. */
const billions = (amount: number, measurement: Measurement) => amount / medianOf(measurement) / 1e6;

function limitOf(limit: Limit, find: Find): number | undefined {
  const measurement = find(limit);
  const amounts = measurement?.info["amounts"] as Record<string, number> | undefined;
  return measurement && amounts ? billions(amounts[limit] as number, measurement) : undefined;
}

function limitTexts(find: Find): string[] {
  const limits: readonly Limit[] = ["multiply, add", "relaxed multiply-add", "read", "copy"];
  return limits.map((limit) => {
    const value = limitOf(limit, find);
    const unit = limit === "read" || limit === "copy" ? "GB/s" : "GFLOP/s";
    return `${limit} ${value === undefined ? "not to be had" : withUnit(value, unit)}`;
  });
}

function shareOf(work: KernelWork, find: Find, how: { fast: boolean }): number | undefined {
  const measurement = find(`${work.name}, ${suffix({ threads: 1, ...how })}`);
  const arithmetic = how.fast ? "relaxed multiply-add" : "multiply, add";
  const limit = limitOf(work.bound === "memory" ? "read" : arithmetic, find);
  return measurement && limit ? billions(work.amount, measurement) / limit : undefined;
}

function shareFigure(work: KernelWork, find: Find): Figure[] {
  if (work.asked === undefined) return [];
  const share = shareOf(work, find, { fast: false });
  return [
    {
      what: `${work.name}: share of the limit, 1 thread`,
      unit: "%",
      asked: { relation: "≥", value: work.asked * 100 },
      ...(share !== undefined && { measured: share * 100 }),
      note: work.bound === "memory" ? "of reading memory" : "of multiply, add",
    },
  ];
}

function secondThread(work: KernelWork, find: Find): Figure[] {
  const one = find(`${work.name}, ${suffix({ threads: 1 })}`);
  const two = find(`${work.name}, ${suffix({ threads: 2 })}`);
  if (!work.scales) return [];
  const ratio = one && two && ratioOf(one, two);
  return [
    {
      what: `${work.name}: two threads`,
      unit: "×",
      asked: { relation: "≥", value: 1.7 },
      ...(ratio && { measured: ratio.ratio, spread: ratio.spread }),
    },
  ];
}

function kernelTable(find: Find, threads: number): Table {
  const more = threadCounts(threads)
    .filter((count) => count > 1)
    .sort((a, b) => a - b);
  return {
    columns: [
      ...["kernel", "ms, 1 thread", "rate", "share of limit"],
      ...more.map((count) => `${count} threads`),
      ...["fast", "share of limit, fast"],
    ],
    rows: kernelWorks.map((work) => {
      const one = find(`${work.name}, ${suffix({ threads: 1 })}`);
      const times = (name: string) => {
        const other = find(`${work.name}, ${name}`);
        return one && other ? withUnit(ratioOf(one, other).ratio, "×") : "-";
      };
      const unit = work.bound === "memory" ? "GB/s" : "GFLOP/s";
      return [
        work.name,
        one ? shown(medianOf(one)) : "-",
        one ? withUnit(billions(work.amount, one), unit) : "-",
        percent(shareOf(work, find, { fast: false })),
        ...more.map((count) => times(suffix({ threads: count }))),
        times(suffix({ threads: 1, fast: true })),
        percent(shareOf(work, find, { fast: true })),
      ];
    }),
  };
}

const percent = (share: number | undefined): string =>
  share === undefined ? "-" : withUnit(share * 100, "%");
