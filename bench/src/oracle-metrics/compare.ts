import type { Ours } from "./ours.js";

/** One value that an oracle gave. */
export type Answer = readonly [
  oracle: string,
  metric: string,
  cutoff: number | null,
  world: number,
  user: number | null,
  value: number,
];

/** How often an oracle and we said the same of a metric. */
export interface Agreement {
  readonly oracle: string;
  readonly metric: string;
  readonly compared: number;
  readonly equal: number;
}

/** Sums are added up in another order elsewhere: float64 values differ in their last bits. */
const TOLERANCE = 1e-12;

/** Compares each answer with ours, by oracle and metric in the order in which they come. */
export function agreements(answers: readonly Answer[], ours: readonly Ours[]): Agreement[] {
  const found = new Map<
    string,
    { oracle: string; metric: string; compared: number; equal: number }
  >();
  for (const answer of answers) {
    const [oracle, metric, , , , value] = answer;
    const key = `${oracle} ${metric}`;
    const agreement = found.get(key) ?? { oracle, metric, compared: 0, equal: 0 };
    agreement.compared++;
    if (Math.abs(ourValue(answer, ours) - value) <= TOLERANCE * Math.max(1, Math.abs(value))) {
      agreement.equal++;
    }
    found.set(key, agreement);
  }
  return [...found.values()];
}

/** @throws Error for something that we do not measure. */
function ourValue([, metric, cutoff, world, user]: Answer, ours: readonly Ours[]): number {
  const { metrics, perUser, ratings } = ours[world] as Ours;
  const all = { ...(user === null ? { ...metrics, ...ratings } : perUser?.values) };
  const measured = (all as Record<string, unknown>)[metric];
  const atCutoff = cutoff === null ? measured : (measured as Record<number, unknown>)?.[cutoff];
  const value = user === null ? atCutoff : (atCutoff as Float64Array | undefined)?.[user];
  if (typeof value !== "number") throw new Error(`the oracle measured ${metric}, which we do not`);
  return value;
}
