import { ConfigError } from "@towerkit/core";
import { adagrad, adam, composite, type Optimizer, sgd } from "@towerkit/models";
import { expect } from "vitest";
import { type Claims, claim } from "../cases.js";
import { type Rows, runtimeForTests } from "./embeddings.js";

/** An optimizer of one's own: Hinton's RMSprop as Keras has it, on one dense variable. */
function rmsprop(learningRate: number): Optimizer {
  const squares = new WeakMap<object, Float32Array>();
  const none = new Float32Array(0);
  return {
    name: "rmsprop",
    step({ table, values }) {
      const mean = squares.get(table) ?? new Float32Array(values.length);
      squares.set(table, mean);
      for (const [i, gradient] of values.entries()) {
        mean[i] = 0.9 * (mean[i] as number) + 0.1 * gradient * gradient;
        table.data[i] -= (learningRate * gradient) / Math.sqrt((mean[i] as number) + 1e-7);
      }
    },
    stateOf: (table) => ({ squares: squares.get(table) ?? none }),
    restoreState: (table, state) => void squares.set(table, state["squares"] as Float32Array),
    toJSON: () => ({ name: "rmsprop", learningRate }),
  };
}

const MAKERS: Readonly<Record<string, (learningRate: number) => Optimizer>> = {
  sgd,
  adam,
  adagrad,
  rmsprop,
};

const variable = (name: string, values: readonly number[]) => ({
  name,
  rows: 1,
  dim: values.length,
  data: Float32Array.from(values),
});

interface Equivalence {
  readonly pairs: readonly (readonly [string, string])[];
  readonly variables: Rows;
  readonly gradients: Rows;
  readonly assignment: Rows;
  readonly steps: number;
}

export const compositeClaims: Claims = {
  "composite/equivalence": claim<Equivalence>(async (given) => {
    const runtime = await runtimeForTests();
    for (const pair of given.pairs) {
      const make = () => pair.map((name) => MAKERS[name]?.(0.05) as Optimizer);
      const [parts, alone] = [make(), make()];
      const ownerOf = given.variables.map((_, i) =>
        given.assignment.findIndex((own) => own.includes(i)),
      );
      const together = composite(
        parts.map((optimizer, part) => ({
          optimizer,
          tables: ({ name }) => ownerOf[Number(name)] === part,
        })),
      );
      expect(together.optimizers).toEqual(parts);
      const [ours, theirs] = [0, 1].map(() =>
        given.variables.map((values, i) => variable(`${i}`, values)),
      ) as [ReturnType<typeof variable>[], ReturnType<typeof variable>[]];
      for (let step = 0; step < given.steps; step++) {
        for (const [i, gradient] of given.gradients.entries()) {
          const move = { rows: Int32Array.of(0), values: Float32Array.from(gradient) };
          together.step({ table: ours[i] as (typeof ours)[number], ...move }, { runtime });
          const own = alone[ownerOf[i] as number] as Optimizer;
          own.step({ table: theirs[i] as (typeof theirs)[number], ...move }, { runtime });
        }
        expect(ours).toEqual(theirs);
      }
      expect(ours[0]?.data).not.toEqual(Float32Array.from(given.variables[0] as number[]));
    }
  }, "RMSprop is an optimizer of the test's own, which a composite takes like any other"),

  "composite/unclaimed": claim(async () => {
    const runtime = await runtimeForTests();
    const optimizer = composite([{ optimizer: sgd(0.1), tables: ({ name }) => name === "a" }]);
    const gradient = (name: string) => ({
      table: variable(name, [1]),
      rows: Int32Array.of(0),
      values: Float32Array.of(1),
    });
    optimizer.step(gradient("a"), { runtime });
    expect(() => optimizer.step(gradient("b"), { runtime })).toThrow(ConfigError);
    expect(() => optimizer.step(gradient("b"), { runtime })).toThrow(
      '"b" is not handled by any optimizer',
    );
  }),

  "composite/empty": claim(() => {
    expect(() => composite([])).toThrow(ConfigError);
    expect(() => composite([])).toThrow("at least one optimizer");
  }),
};
