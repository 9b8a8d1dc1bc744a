import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { figuresOf, monitorOf, refuseUnseen } from "./figures.js";
import type { EpochHistory } from "./history.js";

const epoch: EpochHistory<object> = {
  ...{ loss: 2, chance: 3, regularizationLoss: 0, totalLoss: 2, seconds: 1 },
  validation: { loss: 2.5, top_k: { 10: 0.5, 100: 0.75 } },
};

describe("figuresOf", () => {
  it("lists every number with the names that lead to it", () => {
    const named = figuresOf(epoch).map(({ path, value }) => [path.join("."), value]);
    expect(named).toEqual([
      ["loss", 2],
      ["chance", 3],
      ["regularizationLoss", 0],
      ["totalLoss", 2],
      ["seconds", 1],
      ["validation.loss", 2.5],
      ["validation.top_k.10", 0.5],
      ["validation.top_k.100", 0.75],
    ]);
  });
});

describe("monitorOf", () => {
  it("finds a figure, and none where an epoch has none", () => {
    expect(monitorOf("validation.top_k.100").valueOf(epoch)).toBe(0.75);
    expect(monitorOf("validation.top_k").valueOf(epoch)).toBeUndefined();
    expect(monitorOf("validation.mrr").valueOf(epoch)).toBeUndefined();
  });

  it("lets losses and errors fall, and all else rise", () => {
    for (const name of ["loss", "totalLoss", "validation.loss", "tasks.rating.rmse", "mae"]) {
      expect([name, monitorOf(name).gain(1, 3)]).toEqual([name, 2]);
    }
    for (const name of ["validation.top_k.100", "validation.mrr", "glossy"]) {
      expect([name, monitorOf(name).gain(1, 3)]).toEqual([name, -2]);
    }
  });
});

describe("refuseUnseen", () => {
  it("names the figures that there are", () => {
    const refusing = () => refuseUnseen("it", "validation.mrr", [epoch]);
    expect(refusing).toThrow(ConfigError);
    expect(refusing).toThrow(
      /^it: no epoch had a figure "validation.mrr"; there were loss, chance/,
    );
    expect(refusing).toThrow(/Give fit a validation table/);
  });
});
