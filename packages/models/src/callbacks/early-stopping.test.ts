import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import type { EpochHistory } from "../training/history.js";
import { type EarlyStoppingOptions, earlyStopping } from "./early-stopping.js";

const epochOf = (validation?: object): EpochHistory<object> => ({
  ...{ loss: 1, chance: 2, regularizationLoss: 0, totalLoss: 1, seconds: 0 },
  ...(validation && { validation }),
});

/** Runs through epochs with such measures; the weight after epoch n is n. */
function watch(values: readonly (number | undefined)[], options: EarlyStoppingOptions = {}) {
  const callback = earlyStopping(options);
  return { callback, ...goOn(callback, values, 0) };
}

function goOn(
  callback: ReturnType<typeof earlyStopping>,
  values: readonly (number | undefined)[],
  before: number,
) {
  const table = { name: "t", rows: 1, dim: 1, data: Float32Array.of(0) };
  const tables = new Map([["t", table]]);
  const history: EpochHistory<object>[] = [];
  let stoppedAfter: number | undefined;
  for (const [index, value] of values.entries()) {
    const epoch = before + index + 1;
    table.data[0] = epoch;
    history.push(epochOf(value === undefined ? undefined : { loss: value, top_k: { 5: value } }));
    const stop = () => {
      stoppedAfter = epoch;
    };
    const inTraining = { epochs: 9, tables, save: async () => undefined };
    callback.onEpochEnd?.({ ...inTraining, epoch, history, stop });
    if (stoppedAfter !== undefined) break;
  }
  const end = { epochs: 9, tables, save: async () => undefined, epoch: history.length, history };
  return { stoppedAfter, finish: () => callback.onFitEnd?.(end), weight: () => table.data[0] };
}

describe("earlyStopping", () => {
  it("ends when a loss has not fallen for some epochs, and puts the best weights back", () => {
    const { stoppedAfter, finish, weight } = watch([5, 3, 4, 3, 3.5, 1], { patience: 3 });
    expect(stoppedAfter).toBe(5);
    finish();
    expect(weight()).toBe(2);
  });

  it("wants more of what is better when larger", () => {
    const monitor = "validation.top_k.5";
    expect(watch([0.1, 0.3, 0.2, 0.1], { monitor, patience: 2 }).stoppedAfter).toBe(4);
    expect(watch([0.1, 0.2, 0.3, 0.4], { monitor, patience: 1 }).stoppedAfter).toBeUndefined();
  });

  it("counts epochs that were validated after, and improvements of some size", () => {
    expect(watch([5, undefined, 6, undefined, 6], { patience: 2 }).stoppedAfter).toBe(5);
    expect(watch([5, 4.9, 4.8], { patience: 2, minDelta: 0.5 }).stoppedAfter).toBe(3);
  });

  it("leaves the last weights where it is told to", () => {
    const { finish, weight } = watch([1, 2, 3], { restoreBest: false });
    finish();
    expect(weight()).toBe(3);
  });

  it("goes on from its state as if nothing had happened", () => {
    const { callback } = watch([5, 3, 4]);
    const other = earlyStopping();
    other.restore?.(structuredClone(callback.state?.() ?? {}));
    const { stoppedAfter, finish, weight } = goOn(other, [4, 4, 4], 3);
    expect(stoppedAfter).toBe(5);
    finish();
    expect(weight()).toBe(2);
  });

  it("refuses measures that are not there, and settings that mean nothing", () => {
    expect(() => watch([1], { monitor: "validation.top_k.7" })).toThrow(/no number under/);
    expect(() => watch([1], { monitor: "los" })).toThrow(ConfigError);
    expect(() => watch([undefined]).finish()).toThrow(/never measured/);
    expect(() => earlyStopping({ patience: 0 })).toThrow(ConfigError);
    expect(() => earlyStopping({ minDelta: -1 })).toThrow(ConfigError);
  });
});
