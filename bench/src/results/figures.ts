import type { Measurement, Values } from "../contest/compete.js";
import { medianOf, type Ratio } from "../contest/ratio.js";
import { median, quartiles, spread } from "../statistics.js";
import type { Figure, Times } from "./result.js";

/** Whether a figure is what is asked; nothing where nothing is asked or nothing was measured. */
export function holds({ asked, measured }: Figure): boolean | undefined {
  if (asked === undefined || measured === undefined) return undefined;
  return asked.relation === "≥" ? measured >= asked.value : measured <= asked.value;
}

/** A figure from ratios to ours, of which the smallest counts, and of which `least` is asked. */
export function timesFaster(what: string, ratios: readonly Ratio[], least?: number): Figure {
  const figure: Figure = {
    what,
    unit: "×",
    ...(least !== undefined && { asked: { relation: "≥", value: least } }),
  };
  const smallest = [...ratios].sort((a, b) => a.ratio - b.ratio)[0];
  if (!smallest) return { ...figure, note: "no such peer ran" };
  const { ratio, spread: between, of, to } = smallest;
  return { ...figure, measured: ratio, spread: between, note: `${of} ÷ ${to}` };
}

/** A figure that is measured in itself, from several measurements: their median and spread. */
export function figureOf(
  what: string,
  unit: string,
  values: readonly number[],
  asked?: Figure["asked"],
): Figure {
  if (values.length === 0) return { what, unit, ...(asked && { asked }), note: "not measured" };
  return {
    what,
    unit,
    ...(asked && { asked }),
    measured: median(values),
    spread: spread(values),
  };
}

export function timesOf(measurement: Measurement): Times {
  const { name, info, rounds } = measurement;
  const all = rounds.flat();
  return {
    name,
    median: medianOf(measurement),
    quartiles: quartiles(all),
    samples: all.length,
    info,
    rounds,
  };
}

/**
 * Makes the check that a contestant computes what ours computes, by the first values of one kind.
 * @param relative - how far each may be off.
 */
export function sameAsFirst(key: string, { relative }: { readonly relative: number }) {
  let expected: readonly number[] | undefined;
  return ({ name }: { readonly name: string }, values: Values): void => {
    const actual = values[key] ?? [];
    if (expected === undefined) {
      expected = actual;
      return;
    }
    for (const [i, value] of expected.entries()) {
      const other = actual[i];
      if (other !== undefined && Math.abs(other - value) <= relative * Math.abs(value)) continue;
      throw new Error(
        `${name} computes something else: ${key} ${i + 1} is ${other}, ours is ${value}`,
      );
    }
  };
}
