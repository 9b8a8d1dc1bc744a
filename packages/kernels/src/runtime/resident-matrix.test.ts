import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { createRuntime } from "./create-runtime.js";

describe("a resident matrix", () => {
  it("starts with zeros and takes whole rows anywhere", async () => {
    const matrix = (await createRuntime()).matrix(3, 2);
    matrix.write(1, Float32Array.of(1, 2, 3, 4));
    expect([...matrix.view()]).toEqual([0, 0, 1, 2, 3, 4]);
    matrix.write(0, Float32Array.of(9, 9));
    matrix.write(3, new Float32Array(0));
    expect([...matrix.view()]).toEqual([9, 9, 1, 2, 3, 4]);
    expect([matrix.rows, matrix.dim]).toEqual([3, 2]);
  });

  it("may have no rows", async () => {
    expect((await createRuntime()).matrix(0, 4).view().length).toBe(0);
  });

  it("refuses shapes and rows that cannot be, and changes nothing", async () => {
    const runtime = await createRuntime();
    for (const [rows, dim] of [
      [-1, 2],
      [1.5, 2],
      [Number.NaN, 2],
      [2, 0],
      [2, -3],
    ]) {
      expect(() => runtime.matrix(rows, dim)).toThrow(ConfigError);
    }
    const matrix = runtime.matrix(2, 2);
    expect(() => matrix.write(0, new Float32Array(3).fill(1))).toThrow(/whole rows of 2/);
    expect(() => matrix.write(1, new Float32Array(4).fill(1))).toThrow(/the matrix has 2 rows/);
    expect(() => matrix.write(-1, new Float32Array(2).fill(1))).toThrow(/firstRow/);
    expect(() => matrix.write(0, [1, 1] as unknown as Float32Array)).toThrow(/Float32Array/);
    expect([...matrix.view()]).toEqual([0, 0, 0, 0]);
  });

  it("cannot be used after it is freed or its runtime closed", async () => {
    const runtime = await createRuntime();
    const freed = runtime.matrix(1, 1);
    freed.free();
    freed.free();
    expect(() => freed.view()).toThrow(ConfigError);
    expect(() => freed.write(0, new Float32Array(1))).toThrow(ConfigError);
    const scores = { queries: new Float32Array(1), dim: 1, out: new Float32Array(1) };
    expect(() => runtime.scores({ ...scores, candidates: freed })).toThrow(/freed/);
    const orphan = runtime.matrix(1, 1);
    await runtime.close();
    expect(() => orphan.view()).toThrow(ConfigError);
  });
});
