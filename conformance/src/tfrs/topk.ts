import { ConfigError, createGenerator } from "@towerkit/core";
import { exactIndex, type Id, type Index, loadExactIndex } from "@towerkit/retrieval";
import { expectAllClose } from "@towerkit/test-utils";
import { expect } from "vitest";
import { type Claims, claim, differs } from "../cases.js";
import { matrix, type Rows } from "./embeddings.js";
import { normalRows } from "./normal.js";

/** Puts candidates in, `batch` of them at a time. */
async function indexOf(ids: readonly Id[], rows: Rows, batch = rows.length): Promise<Index> {
  const index = exactIndex({ dim: matrix(rows).dim });
  for (let first = 0; first < rows.length; first += batch) {
    const end = first + batch;
    await index.add(ids.slice(first, end), matrix(rows.slice(first, end)).data);
  }
  return index;
}

/** An index of one number a candidate, which is its score for the query 1. */
const scoreIndex = (scores: readonly number[], ids: readonly Id[], batch?: number) =>
  indexOf(
    ids,
    scores.map((score) => [score]),
    batch,
  );

const one = Float32Array.of(1);

interface Exclusions {
  readonly scores: readonly (readonly number[])[];
  readonly identifiers: readonly (readonly Id[])[];
  readonly exclusions: readonly (readonly Id[])[];
  readonly k: number;
}

interface Found {
  readonly scores: readonly (readonly number[])[];
  readonly identifiers: readonly (readonly Id[])[];
}

async function findWithout({ scores, identifiers, exclusions, k }: Exclusions): Promise<Found> {
  const index = await scoreIndex(scores[0] as number[], identifiers[0] as Id[]);
  const found = await index.query(one, { k, exclude: exclusions });
  return { scores: found.scores.map((row) => Array.from(row)), identifiers: found.ids };
}

const sameAsGiven = claim<Exclusions, Found>(async (given, expected) => {
  expect(await findWithout(given)).toEqual(expected);
});

interface Grid {
  readonly k: readonly number[];
  readonly candidate_batch_size: readonly number[];
  readonly num_queries: readonly number[];
  readonly num_candidates: readonly number[];
}

/** Every combination of the grid, against a full sort of plainly computed scores. */
const grid = (check: (combination: GridPoint) => Promise<void>) =>
  claim<Grid>(async (given) => {
    for (const k of given.k) {
      for (const batch of given.candidate_batch_size) {
        for (const numQueries of given.num_queries) {
          for (const numCandidates of given.num_candidates) {
            for (const named of [true, false]) {
              for (const excluding of [true, false]) {
                await check({ k, batch, numQueries, numCandidates, named, excluding });
              }
            }
          }
        }
      }
    }
  });

interface GridPoint {
  readonly k: number;
  readonly batch: number;
  readonly numQueries: number;
  readonly numCandidates: number;
  readonly named: boolean;
  readonly excluding: boolean;
}

function gridWorld({ numQueries, numCandidates, named, excluding }: GridPoint) {
  const random = createGenerator(42, "exclusions");
  const ids = Array.from({ length: numCandidates }, (_, row) => (named ? `id ${row}` : row));
  const drawn = () => ids[random.below(numCandidates)] as Id;
  const queries = normalRows(numQueries, 4, 1);
  return {
    ids,
    candidates: normalRows(numCandidates, 4, 2),
    queries,
    exclude: queries.map(() => (excluding ? Array.from({ length: 5 }, drawn) : [])),
  };
}

async function expectFullSort(index: Index, world: ReturnType<typeof gridWorld>, k: number) {
  const { ids, candidates, queries, exclude } = world;
  const found = await index.query(matrix(queries).data, { k, exclude });
  queries.forEach((query, row) => {
    const best = candidates
      .map((candidate, place) => ({ id: ids[place] as Id, score: dot(query, candidate) }))
      .filter(({ id }) => !exclude[row]?.includes(id))
      .sort((a, b) => b.score - a.score)
      .slice(0, k);
    expect(found.ids[row]).toEqual(best.map(({ id }) => id));
    expectAllClose(
      found.scores[row] as Float32Array,
      best.map(({ score }) => score),
      { absolute: 1e-4 },
    );
  });
  return found;
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, d) => sum + value * (b[d] as number), 0);

export const topKClaims: Claims = {
  "topk/streaming/grid": grid(async (point) => {
    const world = gridWorld(point);
    const index = await indexOf(world.ids, world.candidates, point.batch);
    const found = await expectFullSort(index, world, point.k);
    const again = await indexOf(world.ids, world.candidates, point.batch);
    expect(await expectFullSort(again, world, point.k)).toEqual(found);
  }),

  "topk/bruteforce/grid": grid(async (point) => {
    const world = gridWorld(point);
    const index = await indexOf(world.ids, world.candidates);
    const found = await expectFullSort(index, world, point.k);
    const restored = await loadExactIndex(await index.save());
    expect(await expectFullSort(restored, world, point.k)).toEqual(found);
  }),

  "topk/scann/identifier-types": claim(async () => {
    const kinds: readonly ((row: number) => Id)[] = [
      (row) => `id ${row}`,
      (row) => Math.fround(row + 0.1),
      (row) => row + 0.1,
      (row) => row,
      (row) => 2 ** 40 + row,
    ];
    const candidates = normalRows(1000, 4, 3);
    const queries = matrix(normalRows(4, 4, 4)).data;
    for (const idOf of kinds) {
      const index = await indexOf(
        candidates.map((_, row) => idOf(row)),
        candidates,
      );
      const found = await index.query(queries, { k: 10 });
      const restored = await loadExactIndex(await index.save());
      for (let call = 0; call < 100; call++) {
        expect(await restored.query(queries, { k: 10 })).toEqual(found);
      }
    }
  }, "the index is the exact one"),

  "topk/mismatched-identifiers": claim<{ identifier_batch: number; candidate_batch: number }>(
    async (given) => {
      const ids = Array.from({ length: given.identifier_batch }, (_, row) => row);
      const index = exactIndex({ dim: 4 });
      const vectors = new Float32Array(given.candidate_batch * 4);
      await expect(index.add(ids, vectors)).rejects.toThrow(ConfigError);
      expect(index.size).toBe(0);
    },
  ),

  "topk/row-count": claim(async () => {
    await expect(exactIndex({ dim: 2 }).add(["a", "b", "c"], new Float32Array(4))).rejects.toThrow(
      ConfigError,
    );
  }),

  "topk/bad-rank": claim(async () => {
    await expect(exactIndex({ dim: 2 }).add(["a", "b"], new Float32Array(2))).rejects.toThrow(
      ConfigError,
    );
  }, "rows lie one after another, so a wrong shape is a wrong length"),

  "topk/exclusions/basic": sameAsGiven,
  "topk/exclusions/duplicates-and-unknown": sameAsGiven,

  "topk/exclusions/exhausted": differs<Exclusions, Found>(async (given, expected) => {
    const found = await findWithout(given);
    expect(found).toEqual({ scores: [[5]], identifiers: [["e"]] });
    expect(found.identifiers[0]).toEqual(expected.identifiers[0]?.slice(0, 1));
  }, "fewer than k come back rather than an excluded one"),

  "topk/exclusions/large-scores": differs<Exclusions, Found>(async (given, expected) => {
    const found = await findWithout(given);
    expect(found).toEqual({ scores: [[100000]], identifiers: [[1]] });
    expect(found).not.toEqual(expected);
  }, "an excluded item never wins, however high its score"),

  "topk/ties": claim<{ scores: Rows; k: number }, { values: Rows; indices: Rows }>(
    async ({ scores, k }, expected) => {
      const row = scores[0] as number[];
      const ids = row.map((_, place) => place);
      const found = await (await scoreIndex(row, ids)).query(one, { k });
      expect(found.ids).toEqual(expected.indices);
      expect(found.scores.map((best) => Array.from(best))).toEqual(expected.values);
    },
  ),

  "topk/streaming/ties-across-batches": claim(async () => {
    const scores = [1, 3, 3, 2, 3, 1, 3];
    const ids = scores.map((_, place) => place);
    for (const batch of [1, 2, 3, 7]) {
      const found = await (await scoreIndex(scores, ids, batch)).query(one, { k: 7 });
      expect(found.ids).toEqual([[1, 2, 4, 6, 3, 0, 5]]);
    }
  }),

  "topk/k-larger-than-catalogue/streaming": claim(async () => {
    const index = await scoreIndex([5, 7], ["a", "b"]);
    expect((await index.query(one, { k: 100 })).ids).toEqual([["b", "a"]]);
  }),

  "topk/streaming-index-tensor": claim(async () => {
    const tensor = { shape: [2, 4], dtype: "float32", dataSync: () => new Float32Array(8) };
    const index = exactIndex({ dim: 4 });
    await expect(index.add(["a", "b"], tensor as never)).rejects.toThrow(ConfigError);
    expect(index.size).toBe(0);
  }, "there is one exact index, filled in any number of calls; what is no array of rows is refused"),

  "topk/dataset-of-triples": claim<{ tuple_length: number }>(async ({ tuple_length }) => {
    const triples = [Array.from({ length: tuple_length }, () => Float32Array.of(1, 2))];
    const index = exactIndex({ dim: 2 });
    await expect(index.add(triples as never, Float32Array.of(1, 2))).rejects.toThrow(ConfigError);
    await expect(index.add(triples as never, triples as never)).rejects.toThrow(ConfigError);
    expect(index.size).toBe(0);
  }, "ids and vectors are two arguments, so that nothing else can stand between them"),
};
