import { ConfigError } from "@towerkit/core";
import { expectAllClose } from "@towerkit/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flat, plainMetrics } from "../../../test/plain-ranking.js";
import { rankingMetrics } from "./ranking-metrics.js";

const metricsOf = (rows: readonly (readonly [user: number, rank: number])[], numUsers = 5) =>
  rankingMetrics({
    ranks: Int32Array.from(rows, ([, rank]) => rank),
    userOfRow: Int32Array.from(rows, ([user]) => user),
    numUsers,
    numCandidates: 1000,
  });

describe("rankingMetrics", () => {
  it("counts hits row by row and averages the rest over users", () => {
    const metrics = metricsOf([
      [0, 0],
      [0, 4],
      [0, 60],
      [3, 99],
    ]);
    expect(metrics.top_k).toEqual({ "1": 0.25, "5": 0.5, "10": 0.5, "50": 0.5, "100": 1 });
    expectAllClose(Object.values(metrics.recall), [(2 / 3 + 0) / 2, (2 / 3 + 0) / 2, 1], {
      relative: 1e-15,
    });
    expect(metrics.mrr).toEqual({ "10": 0.5, "50": 0.5, "100": (1 + 1 / 100) / 2 });
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expectAllClose([metrics.ndcg["10"]], [(1 + 1 / Math.log2(6)) / ideal / 2], {
      relative: 1e-14,
    });
  });

  it("gives 1 everywhere to a user whose items lead the list", () => {
    const perfect = metricsOf(Array.from({ length: 100 }, (_, rank) => [0, rank]));
    expect(perfect.ndcg).toEqual({ "10": 1, "50": 1, "100": 1 });
    expect(perfect.mrr).toEqual({ "10": 1, "50": 1, "100": 1 });
    expect(perfect.recall).toEqual({ "10": 0.1, "50": 0.5, "100": 1 });
  });

  it("counts an unknown item as a miss at every k and in every denominator", () => {
    const metrics = metricsOf([
      [0, 0],
      [0, -1],
      [1, -1],
    ]);
    expect(metrics.top_k["100"]).toBe(1 / 3);
    expect(metrics.recall["100"]).toBe(1 / 4);
    expect(metrics.mrr["100"]).toBe(1 / 2);
    expectAllClose([metrics.ndcg["100"]], [1 / (1 + 1 / Math.log2(3)) / 2], { relative: 1e-14 });
  });

  it("never lets NDCG exceed 1 where a user's rows share a rank", () => {
    const repeated = metricsOf([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(repeated.ndcg["10"]).toBe(1);
    expect(repeated.recall["10"]).toBe(1);
  });

  it("agrees with the definitions, row by row, over random ranks and users", () => {
    const rank = fc.oneof(
      fc.constant(-1),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 300 }),
    );
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), rank), {
      minLength: 1,
      maxLength: 150,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const actual = flat(metricsOf(pairs));
        const expected = flat(
          plainMetrics(pairs.map(([user, found]) => ({ user: String(user), rank: found }))),
        );
        expect(Object.keys(actual)).toEqual(Object.keys(expected));
        expectAllClose(Object.values(actual), Object.values(expected), { absolute: 1e-13 });
      }),
    );
  });

  it("has every number between 0 and 1, none falling as k grows but NDCG's", () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -1, max: 200 })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(rows, (pairs) => {
        const { top_k, recall, mrr, ndcg } = metricsOf(pairs);
        for (const values of [top_k, recall, mrr, ndcg].map((m) => Object.values(m))) {
          expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
        }
        for (const values of [top_k, recall, mrr].map((m) => Object.values(m))) {
          expect(values).toEqual(values.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it("refuses no rows, ranks beyond the catalogue and users beyond their number", () => {
    expect(() => metricsOf([])).toThrow(/no row to measure/);
    expect(() => metricsOf([[0, 1000]])).toThrow(ConfigError);
    expect(() => metricsOf([[0, -2]])).toThrow(ConfigError);
    expect(() => metricsOf([[5, 0]])).toThrow(ConfigError);
    expect(() => metricsOf([[0, 0]], 0)).toThrow(/numUsers/);
  });
});
