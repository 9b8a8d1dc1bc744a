import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { measure } from "./ours.js";
import { CUTOFFS, makeWorlds, type World } from "./worlds.js";

const worlds = makeWorlds();

describe("makeWorlds", () => {
  it("makes a thousand rankings, the same each time", () => {
    expect(worlds.flatMap(({ users }) => users)).toHaveLength(1000);
    expect(makeWorlds()).toEqual(worlds);
  });

  it("has equal scores, unknown and excluded items, and catalogues shorter than the deepest cut-off", () => {
    const users = worlds.flatMap((world) => world.users);
    const withTies = users.filter(({ scores }) => new Set(scores).size < scores.length);
    expect(withTies.length).toBeGreaterThan(800);
    expect(users.filter(({ items }) => items.includes(-1)).length).toBeGreaterThan(100);
    expect(users.filter(({ excluded }) => excluded.length > 0).length).toBeGreaterThan(800);
    expect(Math.max(...users.map(({ scores }) => scores.length))).toBeLessThan(
      Math.max(...CUTOFFS),
    );
    for (const { items, excluded } of users) {
      expect(items.filter((item) => excluded.includes(item))).toEqual([]);
    }
  });
});

describe("measure", () => {
  it("gives each user's values in the order of the world's users", async () => {
    const world = worlds[1] as World;
    const runtime = await createRuntime({ threads: 1 });
    const { perUser, ratings } = await measure(world, runtime);
    await runtime.close();
    expect(perUser?.users).toEqual(world.users.map((_, user) => String(user)));
    const deepest = perUser?.values.recall["1000"] ?? [];
    expect(Array.from(deepest)).toEqual(
      world.users.map(({ items }) => items.filter((item) => item >= 0).length / items.length),
    );
    expect(ratings.rmse).toBeGreaterThan(ratings.mae);
  });
});
