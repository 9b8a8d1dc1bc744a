import { tableFromColumns } from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { retrieval } from "@towerkit/tasks";
import { temporaryFolder } from "@towerkit/test-utils";
import { tower } from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import { camps } from "../../test/camps.js";
import { adagrad } from "../optimizers/adagrad.js";
import { TwoTower } from "./two-tower.js";

const { train, movies } = camps();
const titles = Array.from(train.array("movie_title")) as string[];
/** Each row also names a film that the same camp likes: the one two rows on. */
const rows = tableFromColumns({
  movie_title: titles,
  liked: titles.map((_, i) => titles[(i + 2) % titles.length]),
});
const film = { table: "film" } as const;

const sharing = () =>
  new TwoTower({
    query: tower({ liked: stringLookup({ order: "bytes" }).embedding(8, film) }),
    candidate: tower({ movie_title: stringLookup({ order: "bytes" }).embedding(8, film) }),
    task: retrieval(),
  });

describe("a model whose towers name one table", () => {
  it("learns one embedding a film for both, and answers alike from its bundle", async () => {
    const model = sharing();
    const options = { candidates: movies, optimizer: adagrad(0.1), batchSize: 16, epochs: 10 };
    const { epochs } = await model.fit(rows as never, options as never);
    expect(epochs.at(-1)?.loss).toBeLessThan(epochs.at(-1)?.chance as number);
    const { query, candidate } = model.towers;
    expect(query.tables()[0]).toBe(candidate.tables()[0]);
    const liked = movies.array("movie_title") as readonly string[];
    const queries = liked.map((title) => ({ liked: title }));
    expect(await model.embedQueries(queries as never)).toEqual(await model.embedCandidates());

    const dir = temporaryFolder();
    await model.save(dir);
    const loaded = await TwoTower.load(dir);
    expect(await loaded.embedQueries(queries)).toEqual(await model.embedCandidates());
  });
});
