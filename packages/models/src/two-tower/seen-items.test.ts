import { tableFromColumns } from "@towerkit/core";
import { seenItems, stringLookup } from "@towerkit/features";
import { createRuntime } from "@towerkit/kernels";
import { fullSoftmax, retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { adam } from "../optimizers/adam.js";
import { TwoTower } from "./two-tower.js";

/** Two kinds of users, each with seven of the ten films of its kind. */
const rows = Array.from({ length: 40 }, (_, user) =>
  Array.from({ length: 10 }, (_, film) => ({ user, film })).filter(
    ({ film }) => (film * 7 + user * 3) % 10 < 7,
  ),
).flat();
const columnsOf = (some: typeof rows) =>
  tableFromColumns({
    user_id: some.map(({ user }) => `user ${user}`),
    film: some.map(({ user, film }) => `${user % 2 === 0 ? "even" : "odd"} ${film}`),
  });
const train = columnsOf(rows);
const rest = columnsOf(
  Array.from({ length: 400 }, (_, i) => ({ user: Math.floor(i / 10), film: i % 10 })).filter(
    ({ user, film }) => (film * 7 + user * 3) % 10 >= 7,
  ),
);
const films = ["even", "odd"].flatMap((kind) => [...Array(10).keys()].map((i) => `${kind} ${i}`));
const candidates = tableFromColumns({ film: films });
const make = (shownAsNegatives = true) =>
  new TwoTower<{ user_id: string }>({
    query: tower({
      seen: seenItems({ by: "user_id", item: "film", shownAsNegatives }).embedding(4),
    }),
    candidate: tower({ film: stringLookup().embedding(4) }),
    task: retrieval({ loss: fullSoftmax() }),
    queryKey: "user_id",
  });
const options = { candidates, optimizer: adam(0.05), batchSize: 64, epochs: 12 };

describe("a model of seen items", () => {
  it("ranks the films of a user's own kind first, though the user has no embedding", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const model = make();
    const { epochs } = await model.fit(train, { ...options, runtime });
    expect(epochs.at(-1)?.loss).toBeLessThan(0.9 * (epochs[0]?.loss ?? 0));
    const { top_k } = await model.evaluate(rest, { exclude: train, runtime });
    expect(top_k[5]).toBe(1);
  });

  it("learns nothing from a row whose film the step shows: a step of hidden ones alone says so", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const one = tableFromColumns({ user_id: ["user 0"], film: ["even 0"] });
    const losses = new Set<number>();
    for (let seed = 0; seed < 8; seed++) {
      const model = new TwoTower<{ user_id: string }>({
        query: tower({ seen: seenItems({ by: "user_id", item: "film" }).embedding(4) }),
        candidate: tower({ film: stringLookup().embedding(4) }),
        task: retrieval({ loss: fullSoftmax() }),
        queryKey: "user_id",
        seed,
      });
      const { epochs } = await model.fit(one, { ...options, epochs: 1, runtime });
      losses.add(Math.round(1e4 * (epochs[0]?.loss ?? -1)) / 1e4);
    }
    // Shown, the only film weighs nothing; hidden, nothing is left to guess from but chance.
    expect([...losses].sort()).toEqual([0, Math.round(1e4 * Math.log(20)) / 1e4].sort());
  });

  it("puts shown films below others only where they are negatives", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const chances: number[] = [];
    const found: number[] = [];
    for (const shownAsNegatives of [true, false]) {
      const model = make(shownAsNegatives);
      const { epochs } = await model.fit(train, { ...options, runtime });
      chances.push(epochs[0]?.chance ?? Number.NaN);
      const { top_k } = await model.evaluate(rest, { exclude: train, runtime });
      found.push(top_k[5]);
    }
    expect(chances[0]).toBeCloseTo(Math.log(20), 6);
    // About half of seven films are no negatives.
    expect(chances[1]).toBeLessThan(Math.log(17.5));
    expect(chances[1]).toBeGreaterThan(Math.log(15));
    expect(found).toEqual([1, 1]);
  });

  it("answers from its bundle as from memory, with the bits of another run of the same seed", async () => {
    const runtime = await createRuntime({ threads: 1 });
    const folder = await temporaryFolder();
    const [one, other] = [make(), make()];
    await one.fit(train, { ...options, epochs: 2, runtime });
    await other.fit(train, { ...options, epochs: 2, runtime });
    const saved = await one.save(folder);
    const loaded = await TwoTower.load(saved.dir);
    const asked = [{ user_id: "user 3" }, { user_id: "nobody" }];
    const answer = await one.embedQueries(asked, { runtime });
    expect([...(await other.embedQueries(asked, { runtime }))]).toEqual([...answer]);
    expect([...(await loaded.embedQueries(asked, { runtime }))]).toEqual([...answer]);
  });
});
