import { ConfigError, tableFromColumns } from "@towerkit/core";
import { seenItems, stringLookup } from "@towerkit/features";
import { fullSoftmax, retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { campModel, camps } from "../../test/camps.js";
import type { CheckpointStore, TrainingState } from "../index.js";
import { adam } from "../optimizers/adam.js";
import type { Schedule } from "../training/schedule.js";
import type { FitOptions } from "./fit.js";
import { TwoTower } from "./two-tower.js";

const { train, test, movies } = camps();
const byUser = () => ({
  candidates: movies,
  optimizer: adam(0.05),
  batchSize: 10,
  batchBy: "user_id",
  epochs: 4,
});

const seenModel = () =>
  new TwoTower<{ user_id: string }, { movie_title: string }>({
    query: tower({ seen: seenItems({ by: "user_id", item: "movie_title" }).embedding(4) }),
    candidate: tower({ movie_title: stringLookup().embedding(4) }),
    task: retrieval({ loss: fullSoftmax() }),
    itemKey: "movie_title",
    queryKey: "user_id",
  });

type Options = Partial<Omit<FitOptions, "candidates">>;

async function trained(
  options: Options = {},
  model: TwoTower<{ user_id: string }, { movie_title: string }> = campModel(),
) {
  const { epochs } = await model.fit(train, { ...byUser(), ...options });
  return { losses: epochs.map(({ loss }) => loss), films: await model.embedCandidates(), model };
}

describe("fit with batchBy", () => {
  it("takes so many users a step, the last of an epoch having what is left", async () => {
    const steps: number[] = [];
    await trained({ epochs: 1, onProgress: ({ steps: all }) => steps.push(all) });
    // 24 users, 10 a step.
    expect(steps).toEqual([3, 3, 3]);
  });

  it("gives the same bits for the same seed, and others for rows drawn one by one", async () => {
    const [one, other] = [await trained({}, seenModel()), await trained({}, seenModel())];
    expect(other.films).toEqual(one.films);
    const rows = await seenModel().fit(train, { candidates: movies, optimizer: adam(0.05) });
    expect(rows.epochs[0]?.loss).not.toBe(one.losses[0]);
  });

  it("learns what there is to be learnt", async () => {
    const { model } = await trained({ epochs: 30 }, seenModel());
    const { top_k } = await model.evaluate(test, { exclude: train });
    expect(top_k[5]).toBeGreaterThan(0.95);
  });

  it("is one batch of all rows, as without, where it holds all users", async () => {
    const all = { batchSize: 10_000, epochs: 1 };
    const { losses } = await trained(all, seenModel());
    const { losses: without } = await trained({ ...all, batchBy: "movie_title" }, seenModel());
    expect(losses[0]).toBeCloseTo(without[0] as number, 5);
  });

  it("goes on from a checkpoint with the same bits, and from none of other batches", async () => {
    let kept: TrainingState | undefined;
    const store: CheckpointStore = {
      read: async () => kept,
      write: async (state) => {
        kept = structuredClone(state);
      },
    };
    const whole = await trained({ epochs: 4 });
    await trained({ epochs: 2, checkpoint: { store } });
    const resumed = { epochs: 4, checkpoint: { store, resume: true } };
    await expect(trained({ ...resumed, batchBy: "movie_title" })).rejects.toThrow(
      /another training: its training.batchBy is "user_id", this run's is "movie_title"/,
    );
    const rest = await trained(resumed);
    expect([rest.losses, rest.films]).toEqual([whole.losses, whole.films]);
  });

  it("counts a schedule's epochs by the steps that there are", async () => {
    const steps: number[] = [];
    const schedule: Schedule = {
      factor: (step, { stepsPerEpoch, steps: all }) => {
        steps.push(step, stepsPerEpoch, all);
        return 1;
      },
      toJSON: () => ({}),
    };
    await trained({ epochs: 2, schedule });
    expect(steps.slice(0, 3)).toEqual([1, 3, 6]);
    expect(steps.slice(-3)).toEqual([6, 3, 6]);
  });

  it("lets a row of weight 0 teach nothing", async () => {
    const user_id = Array.from(train.array("user_id") as ArrayLike<string>);
    const weight = user_id.map((_, row) => (row % 3 === 0 ? 0 : 1));
    const filmsOf = async (of: (row: number) => string) => {
      const movie_title = weight.map((one, row) =>
        one === 0 ? of(row) : (train.array("movie_title")[row] as string),
      );
      const model = campModel({ loss: fullSoftmax() });
      const table = tableFromColumns({ user_id, movie_title, weight });
      await model.fit(table, { ...byUser(), weights: "weight" });
      return model.embedCandidates();
    };
    expect(await filmsOf(() => "film 0")).toEqual(await filmsOf((row) => `film ${row % 12}`));
  });

  it("batches rows to validate on likewise, and asks for their column before it trains", async () => {
    const loss = async (batchBy: string) => {
      const { epochs } = await campModel({ removeAccidentalHits: true }).fit(train, {
        ...byUser(),
        batchBy,
        batchSize: 1,
        epochs: 1,
        validation: { table: train },
        optimizer: adam(1e-30),
      });
      return epochs[0]?.validation?.loss as number;
    };
    // A batch of one film has no negatives; one of a user, the four or so other films of theirs.
    expect(await loss("movie_title")).toBe(0);
    expect(await loss("user_id")).toBeGreaterThan(1);
    const lacking = { table: tableFromColumns({ movie_title: ["film 0"] }) };
    await expect(trained({ validation: lacking })).rejects.toThrow(ConfigError);
  });

  it("is kept in the bundle, and with the rows that it reads", async () => {
    const { model } = await trained();
    const dir = temporaryFolder();
    await model.save(dir);
    const loaded = await TwoTower.load(dir);
    expect(loaded.trainRows?.columnNames()).toContain("user_id");
    const more = { optimizer: adam(0.01), batchSize: 10, batchBy: "user_id", epochs: 1 };
    const [here, there] = [await model.fitMore(train, more), await loaded.fitMore(train, more)];
    expect(there.epochs[0]?.loss).toBe(here.epochs[0]?.loss);
  });

  it.each([
    [5, /batchBy must be the name of a column, such as "user_id", got 5/],
    ["", /batchBy must be the name of a column/],
    ["userId", /userId/],
  ])("refuses %j before any work", async (batchBy, message) => {
    const fit = trained({ batchBy: batchBy as string });
    await expect(fit).rejects.toThrow(ConfigError);
    await expect(trained({ batchBy: batchBy as string })).rejects.toThrow(message);
  });
});
