import { ConfigError } from "@towerkit/core";
import { defaultRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../test/optimizers.js";
import { adagrad } from "./adagrad.js";
import { adam } from "./adam.js";
import { composite } from "./composite.js";
import { sgd } from "./sgd.js";

const named = (name: string) => ({ ...tableOf([[1, 2]]), name });
const gradientOf = (table: ReturnType<typeof named>) => ({
  table,
  rows: Int32Array.of(0),
  values: Float32Array.of(0.5, -1),
});

describe("composite", () => {
  it("does to each table what its own optimizer does alone", async () => {
    const runtime = await defaultRuntime();
    const [users, kernel] = [named("user_id"), named("layers/1-dense/kernel")];
    const [usersAlone, kernelAlone] = [named("user_id"), named("layers/1-dense/kernel")];
    const both = composite([
      { optimizer: adagrad(0.1), tables: ({ name }) => !name.startsWith("layers/") },
      { optimizer: adam(0.01), tables: ({ name }) => name.startsWith("layers/") },
    ]);
    const [ofUsers, ofKernel] = [adagrad(0.1), adam(0.01)];
    for (let step = 0; step < 5; step++) {
      both.step(gradientOf(users), { runtime });
      both.step(gradientOf(kernel), { runtime });
      ofUsers.step(gradientOf(usersAlone), { runtime });
      ofKernel.step(gradientOf(kernelAlone), { runtime });
      expect(users.data).toEqual(usersAlone.data);
      expect(kernel.data).toEqual(kernelAlone.data);
    }
    expect(users.data).not.toEqual(kernel.data);
  });

  it("tells the settings of its parts, in their order", () => {
    const [first, second] = [sgd(0.1), adam(0.01)];
    const both = composite([
      { optimizer: first, tables: () => true },
      { optimizer: second, tables: () => false },
    ]);
    expect(both.optimizers).toEqual([first, second]);
    expect(both.toJSON()).toEqual({
      name: "composite",
      optimizers: [first.toJSON(), second.toJSON()],
    });
  });

  it("refuses to be empty, and tables that none or two of its parts take", async () => {
    const runtime = await defaultRuntime();
    expect(() => composite([])).toThrow(ConfigError);
    const take = (takes: readonly boolean[]) => () =>
      composite(takes.map((does) => ({ optimizer: sgd(0.1), tables: () => does }))).step(
        gradientOf(named("user_id")),
        { runtime },
      );
    expect(take([false, false])).toThrow('"user_id" is not handled by any optimizer');
    expect(take([true, true])).toThrow('"user_id" is handled by sgd and by sgd');
    expect(take([false, true])).not.toThrow();
  });
});
