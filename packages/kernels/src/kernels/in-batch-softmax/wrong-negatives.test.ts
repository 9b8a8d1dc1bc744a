import { ConfigError, NumericError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { f32, i32, softmax } from "../../../test/kernel-inputs.js";
import { createRuntime } from "../../runtime/create-runtime.js";
import type { InBatchSoftmaxInput } from "./input.js";

/** Two queries and three candidates, with every way to leave columns out. */
const good = (): InBatchSoftmaxInput => ({
  ...softmax(),
  removeAccidentalHits: true,
  forbidden: { offsets: i32(0, 1, 2), itemIds: i32(7, 1) },
  hardNegatives: { count: 2, columnCounts: i32(1, 1, 1) },
});

const forbidden = (change: object) => ({ forbidden: { ...good().forbidden, ...change } });
const hard = (change: object) => ({ hardNegatives: { ...good().hardNegatives, ...change } });
const without = { positiveInverseProbabilities: undefined };
const only = { removeAccidentalHits: false, forbidden: undefined, hardNegatives: undefined };

const bad: [what: string, change: object, message: RegExp, error?: typeof NumericError][] = [
  ["too few item ids", { itemIds: i32(1) }, /itemIds must hold 3 values, got 1/],
  ["item ids that are no int32s", { itemIds: [1, 2, 3] }, /itemIds must be a Int32Array/],
  ["text for a switch", { removeAccidentalHits: "yes" }, /must be true or false, got "yes"/],
  [
    "an inverse probability of 0",
    { positiveInverseProbabilities: f32(1, 0, 1) },
    /positiveInverseProbabilities\[1\] is 0; it must be above 0/,
  ],
  [
    "an inverse probability below 0",
    { positiveInverseProbabilities: f32(1, 1, -1) },
    /positiveInverseProbabilities\[2\] is -1/,
  ],
  [
    "NaN among the inverse probabilities",
    { positiveInverseProbabilities: f32(Number.NaN, 1, 1) },
    /positiveInverseProbabilities\[0\] is NaN/,
    NumericError,
  ],
  [
    "an inverse probability too few",
    { positiveInverseProbabilities: f32(1, 1) },
    /positiveInverseProbabilities must hold 3 values, got 2/,
  ],
  [
    "accidental hits without inverse probabilities",
    { ...without, ...only, removeAccidentalHits: true },
    /positiveInverseProbabilities is missing: removeAccidentalHits needs/,
  ],
  [
    "forbidden items without them",
    { ...without, ...only, forbidden: good().forbidden },
    /is missing: forbidden needs/,
  ],
  [
    "hard negatives without them",
    { ...without, ...only, hardNegatives: good().hardNegatives },
    /is missing: hardNegatives needs/,
  ],
  ["offsets of another length", forbidden({ offsets: i32(0, 2) }), /forbidden.offsets must hold 3/],
  ["offsets that fall", forbidden({ offsets: i32(0, 3, 2) }), /forbidden.offsets\[2\] is 2, less/],
  ["offsets from 1", forbidden({ offsets: i32(1, 1, 2) }), /forbidden.offsets\[0\] must be 0/],
  ["offsets that end early", forbidden({ offsets: i32(0, 0, 1) }), /must end with 2, got 1/],
  ["no forbidden ids", forbidden({ itemIds: undefined }), /forbidden.itemIds must be a Int32Array/],
  ["a count of 0", hard({ count: 0 }), /hardNegatives.count must be a whole number of at least 1/],
  ["a count of -1", hard({ count: -1 }), /hardNegatives.count/],
  ["half a hard negative", hard({ count: 1.5 }), /hardNegatives.count/],
  ["a count that is not a number", hard({ count: Number.NaN }), /hardNegatives.count/],
  [
    "column counts of another length",
    hard({ columnCounts: i32(1, 1) }),
    /hardNegatives.columnCounts must hold 3 values, got 2/,
  ],
  [
    "a weight without columns",
    hard({ columnCounts: i32(1, 0, 1) }),
    /columnCounts\[1\] is 0 and columnWeights\[1\] is 2; both must be above 0, or both 0/,
  ],
  ["less than no columns", hard({ columnCounts: i32(1, 1, -1) }), /columnCounts\[2\] is -1/],
  [
    "columns without weight",
    { columnWeights: f32(1, 1, 0) },
    /columnCounts\[2\] is 1 and columnWeights\[2\] is 0/,
  ],
  [
    "more columns than can be counted",
    hard({ columnCounts: i32(2147483647, 1, 1) }),
    /holds 2147483649 columns; there can be 2147483647 at most/,
  ],
];

describe("runtime.inBatchSoftmax", () => {
  it("accepts the input that the refusals below are made from", async () => {
    const runtime = await createRuntime();
    expect(runtime.inBatchSoftmax(good()).loss).toBeGreaterThan(0);
  });

  it.each(bad)("refuses %s before it writes anything", async (_, change, message, error) => {
    const runtime = await createRuntime();
    const input = { ...good(), ...change };
    const before = structuredClone(input);
    expect(() => runtime.inBatchSoftmax(input)).toThrow(error ?? ConfigError);
    expect(() => runtime.inBatchSoftmax(input)).toThrow(message);
    expect(input).toEqual(before);
  });
});
