import { ConfigError, createGenerator, NumericError } from "@towerkit/core";
import { createRuntime, defaultRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../test/optimizers.js";
import { adagrad } from "./adagrad.js";
import { adam } from "./adam.js";
import { clippyAdagrad } from "./clippy-adagrad.js";
import { composite } from "./composite.js";
import { sgd } from "./sgd.js";

const DIM = 3;

function gradientFor(table: ReturnType<typeof tableOf>, rows: readonly number[], seed = 1) {
  const random = createGenerator(seed, "gradient");
  const values = Float32Array.from(
    rows.flatMap(() => [0, 0, 0]),
    () => random.uniform() - 0.5,
  );
  return { table, rows: Int32Array.from(rows), values };
}

const fiveRows = () => tableOf([1, 2, 3, 4, 5].map((row) => [row, -row, row / 2]));

// What the `Optimizer` interface promises, for everything that implements it.
describe.each([
  ["sgd", sgd],
  ["sgd with momentum", (rate: number) => sgd(rate, { momentum: 0.9 })],
  ["adagrad", adagrad],
  ["adam", adam],
  ["clippyAdagrad", clippyAdagrad],
  [
    "composite",
    (rate: number) =>
      composite([
        { optimizer: sgd(rate), tables: ({ name }) => name === "another" },
        { optimizer: adagrad(rate), tables: ({ name }) => name !== "another" },
      ]),
  ],
])("%s as an optimizer", (_name, make) => {
  it("moves each touched number against its gradient, and no other row by a bit", async () => {
    const table = fiveRows();
    const before = table.data.slice();
    const gradient = gradientFor(table, [3, 1]);
    make(0.1).step(gradient, { runtime: await defaultRuntime() });
    for (let at = 0; at < before.length; at++) {
      const place = [3, 1].indexOf(Math.floor(at / DIM));
      const moved = (table.data[at] as number) - (before[at] as number);
      const slope = place < 0 ? 0 : (gradient.values[place * DIM + (at % DIM)] as number);
      expect(Math.sign(moved) + Math.sign(slope), `number ${at}`).toBe(0);
    }
  });

  it("comes down a valley", async () => {
    const runtime = await defaultRuntime();
    const table = fiveRows();
    const rows = Int32Array.of(0, 1, 2, 3, 4);
    const height = () => table.data.reduce((sum, w) => sum + w * w, 0);
    const start = height();
    const optimizer = make(0.05);
    for (let step = 0; step < 40; step++) {
      optimizer.step({ table, rows, values: table.data.map((w) => 2 * w) }, { runtime });
    }
    expect(height()).toBeLessThan(start * 0.9);
  });

  it("keeps its state per table: two tables in turn are as two optimizers", async () => {
    const runtime = await defaultRuntime();
    const [shared, first, second] = [make(0.1), make(0.1), make(0.1)];
    const [a, b, aAlone, bAlone] = [fiveRows(), fiveRows(), fiveRows(), fiveRows()];
    for (let step = 0; step < 3; step++) {
      shared.step(gradientFor(a, [0, 2], step), { runtime });
      shared.step(gradientFor(b, [2, 4], step + 9), { runtime });
      first.step(gradientFor(aAlone, [0, 2], step), { runtime });
      second.step(gradientFor(bAlone, [2, 4], step + 9), { runtime });
    }
    expect(a.data).toEqual(aAlone.data);
    expect(b.data).toEqual(bAlone.data);
  });

  it("gives the same bits whatever the order of the rows and the number of threads", async () => {
    const alone = await createRuntime({ threads: 1 });
    const together = await createRuntime({ threads: 2 });
    const [straight, turned] = [fiveRows(), fiveRows()];
    const [one, other] = [make(0.1), make(0.1)];
    for (let step = 0; step < 3; step++) {
      const gradient = gradientFor(straight, [0, 1, 4], step);
      one.step(gradient, { runtime: alone });
      const pieces = [4, 1, 0].map((row) => {
        const place = [0, 1, 4].indexOf(row);
        return [...gradient.values.subarray(place * DIM, (place + 1) * DIM)];
      });
      const values = Float32Array.from(pieces.flat());
      other.step({ table: turned, rows: Int32Array.of(4, 1, 0), values }, { runtime: together });
    }
    expect(turned.data).toEqual(straight.data);
    await Promise.all([alone.close(), together.close()]);
  });

  it("is as it was after a step that it refused", async () => {
    const runtime = await defaultRuntime();
    const [spoilt, clean] = [fiveRows(), fiveRows()];
    const [tried, other] = [make(0.1), make(0.1)];
    const wrong = gradientFor(spoilt, [0, 1]);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e30]) {
      const values = wrong.values.slice();
      values[4] = bad;
      expect(() => tried.step({ ...wrong, values }, { runtime })).toThrow(NumericError);
    }
    for (const rows of [
      [0, 0],
      [0, 5],
      [-1, 0],
    ]) {
      const gradient = { ...wrong, rows: Int32Array.from(rows) };
      expect(() => tried.step(gradient, { runtime })).toThrow(ConfigError);
    }
    expect(() => tried.step({ ...wrong, values: new Float32Array(5) }, { runtime })).toThrow(
      ConfigError,
    );
    for (let step = 0; step < 2; step++) {
      tried.step(gradientFor(spoilt, [1, 3], step), { runtime });
      other.step(gradientFor(clean, [1, 3], step), { runtime });
    }
    expect(spoilt.data).toEqual(clean.data);
  });

  it("goes on from its state as if it had never stopped, and leaves the other's alone", async () => {
    const runtime = await defaultRuntime();
    const [table, copy] = [fiveRows(), fiveRows()];
    const [one, other] = [make(0.1), make(0.1)];
    for (let step = 0; step < 3; step++) one.step(gradientFor(table, [0, 2, 3], step), { runtime });
    copy.data.set(table.data);
    other.restoreState(copy, one.stateOf(table));
    for (let step = 3; step < 6; step++) {
      one.step(gradientFor(table, [1, 2], step), { runtime });
      other.step(gradientFor(copy, [1, 2], step), { runtime });
    }
    expect(copy.data).toEqual(table.data);
    expect(other.stateOf(copy)).toEqual(one.stateOf(table));
  });

  it("refuses the state of a table of another size, where it keeps numbers like a table's", async () => {
    const optimizer = make(0.1);
    const larger = tableOf([[1, 2, 3]]);
    const state = optimizer.stateOf(fiveRows());
    if (Object.keys(state).length === 0) return expect(optimizer.name).toBe("sgd");
    expect(() => optimizer.restoreState(larger, state)).toThrow(ConfigError);
    expect(() => optimizer.restoreState(fiveRows(), {})).toThrow(/another optimizer or another/);
  });

  it("takes a step of another length where a factor asks for it", async () => {
    const runtime = await defaultRuntime();
    const [halved, half] = [fiveRows(), fiveRows()];
    const [one, other] = [make(0.5), make(0.25)];
    one.step(gradientFor(halved, [0, 3]), { runtime, learningRateFactor: 0.5 });
    other.step(gradientFor(half, [0, 3]), { runtime });
    expect(halved.data).toEqual(half.data);
  });

  it("has settings that go through JSON, and refuses a learning rate that is none", () => {
    const settings = make(0.1).toJSON();
    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
    expect(settings.name).toBe(make(0.1).name);
    for (const wrong of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-50, 1e39]) {
      expect(() => make(wrong)).toThrow(ConfigError);
    }
  });
});
