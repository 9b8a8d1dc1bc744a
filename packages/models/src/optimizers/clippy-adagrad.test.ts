import { ConfigError, NumericError } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../test/optimizers.js";
import { type ClippyAdagradOptions, clippyAdagrad } from "./clippy-adagrad.js";

const stepOn = async (rows: number[][], options: ClippyAdagradOptions, learningRate = 0.2) => {
  const table = tableOf(rows);
  const optimizer = clippyAdagrad(learningRate, options);
  const before = optimizer.clippingFactor(table);
  const values = Float32Array.of(10, 10);
  optimizer.step({ table, rows: Int32Array.of(1), values }, { runtime: await defaultRuntime() });
  return { data: table.data, before, factor: optimizer.clippingFactor(table) };
};

describe("clippyAdagrad", () => {
  it("shrinks the whole step, and tells by how much", async () => {
    // TFRS's clippy_adagrad_test.py, test_single_step_clip.
    const { data, before, factor } = await stepOn(
      [
        [3, 4],
        [1, 2],
      ],
      {
        initialAccumulator: 0.01,
        epsilon: 0,
        variableRelativeThreshold: 0.4,
        accumulatorRelativeThreshold: 0.01,
        absoluteThreshold: 0.1,
      },
    );
    expectAllClose(data, [3, 4, 0.4, 1.4], { absolute: 2e-6 });
    expect(before).toBeUndefined();
    expect(factor).toBeCloseTo(0.03, 6);
  });

  it("is Adagrad where the thresholds are wide", async () => {
    const wide = { absoluteThreshold: 1e9, accumulatorUpdate: "before" } as const;
    const { data, factor } = await stepOn(
      [
        [3, 4],
        [1, 2],
      ],
      wide,
    );
    const step = (0.2 * 10) / Math.sqrt(0.1 + 100);
    expect(factor).toBe(1);
    expectAllClose(data, [3, 4, 1 - step, 2 - step], { absolute: 1e-6 });
  });

  it("refuses settings below 0 and an update that there is not", () => {
    for (const name of [
      "initialAccumulator",
      "epsilon",
      "variableRelativeThreshold",
      "accumulatorRelativeThreshold",
      "absoluteThreshold",
    ]) {
      for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => clippyAdagrad(0.1, { [name]: wrong })).toThrow(ConfigError);
        expect(() => clippyAdagrad(0.1, { [name]: wrong })).toThrow(name);
      }
    }
    const update = { accumulatorUpdate: "both" as "after" };
    expect(() => clippyAdagrad(0.1, update)).toThrow("accumulatorUpdate must be one of");
  });

  it("refuses a step without an accumulator to divide by", async () => {
    const nothing = { initialAccumulator: 0, epsilon: 0 };
    await expect(
      stepOn(
        [
          [3, 4],
          [1, 2],
        ],
        nothing,
      ),
    ).rejects.toThrow(NumericError);
  });
});
