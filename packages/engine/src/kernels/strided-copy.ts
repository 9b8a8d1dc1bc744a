import type { NumericArray } from "../backend/tensors.js";
import { forEachPlace, planesOf } from "../backend/walk.js";

/** Below so many values, a call that copies a whole row costs more than a loop. */
const WORTH_A_CALL = 16;

/** One side of a copy: where its first value is, and how far apart neighbours along each axis lie. */
export interface Strided {
  readonly values: NumericArray;
  readonly at: number;
  readonly steps: readonly number[];
}

/** Copies a block of values from one array to another, whatever the order in which either has them. */
export function copyStrided(from: Strided, into: Strided, shape: readonly number[]): void {
  const { plane, outer } = planesOf({ shape, steps: [from.steps, into.steps] });
  const { rows, count } = plane;
  const [fromRow, intoRow] = plane.rowSteps as [number, number];
  const [fromStep, intoStep] = plane.steps as [number, number];
  const isOneRun = fromStep === 1 && intoStep === 1 && count >= WORTH_A_CALL;
  forEachPlace(outer, ([fromAt, intoAt]) => {
    let f = from.at + (fromAt as number);
    let t = into.at + (intoAt as number);
    for (let row = 0; row < rows; row++, f += fromRow, t += intoRow) {
      if (isOneRun) into.values.set(from.values.subarray(f, f + count), t);
      else copyRow(from.values, into.values, { f, fromStep, t, intoStep, count });
    }
  });
}

interface CopiedRow {
  readonly f: number;
  readonly fromStep: number;
  readonly t: number;
  readonly intoStep: number;
  readonly count: number;
}

function copyRow(from: NumericArray, into: NumericArray, row: CopiedRow): void {
  let { f, t } = row;
  for (let i = 0; i < row.count; i++, f += row.fromStep, t += row.intoStep) {
    into[t] = from[f] as number;
  }
}
