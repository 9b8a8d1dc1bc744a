import { createGenerator } from "@towerkit/core";
import type { MakeIndex, TestTools } from "./tools.js";
import { filled, fullSort, toyItems, toyVectors } from "./toy-items.js";

const DIMS = [1, 3, 32];
const SIZES = [1, 3, 4, 5, 8, 13, 100];
const NUM_QUERIES = [1, 3, 17];

/** The right items, best first, whatever the sizes. */
export function describeSearching(make: MakeIndex, { describe, it, expect }: TestTools): void {
  describe("searching", () => {
    for (const dim of DIMS) {
      for (const size of SIZES) {
        it(`finds what a full sort finds among ${size} items of width ${dim}, each time`, async () => {
          const items = toyItems(size, dim);
          const index = await filled(await make({ dim }), items);
          for (const numQueries of NUM_QUERIES) {
            const queries = toyVectors(numQueries, dim, "queries");
            for (const k of [1, size, size + 7]) {
              const expected = fullSort(items, queries, { k });
              expect(await index.query(queries, { k })).toEqual(expected);
              expect(await index.query(queries, { k })).toEqual(expected);
            }
          }
        });
      }
    }

    it("scores vectors of fractions by their dot products, to 1e-5", async () => {
      const dim = 16;
      const generator = createGenerator(2, "conformance", "fractions");
      const fractions = (count: number) =>
        Float32Array.from({ length: count * dim }, () => generator.uniform() - 0.5);
      const items = { ...toyItems(257, dim), vectors: fractions(257) };
      const index = await filled(await make({ dim }), items);
      const queries = fractions(5);
      const found = await index.query(queries, { k: 40 });
      const expected = fullSort(items, queries, { k: 40 });
      expect(found.ids).toEqual(expected.ids);
      const errors = found.scores.flatMap((scores, q) =>
        Array.from(scores, (score, i) => Math.abs(score - (expected.scores[q]?.[i] ?? Number.NaN))),
      );
      expect(errors.filter((error) => !(error < 1e-5))).toEqual([]);
    });

    it("puts equal scores in the order in which the items were put in", async () => {
      const index = await make({ dim: 1 });
      await index.add(["d", "a", "c"], Float32Array.of(1, 2, 1));
      await index.add(["b"], Float32Array.of(1));
      const { ids } = await index.query(Float32Array.of(1, 0), { k: 4 });
      expect(ids).toEqual([
        ["a", "d", "c", "b"],
        ["d", "a", "c", "b"],
      ]);
    });

    it("finds nothing in an empty index, and answers no queries with nothing", async () => {
      const index = await make({ dim: 2 });
      const nothing = { ids: [[]], scores: [new Float32Array(0)] };
      expect(index.size).toBe(0);
      expect(await index.query(Float32Array.of(1, 2), { k: 3 })).toEqual(nothing);
      await index.add(["a"], Float32Array.of(1, 1));
      expect(await index.query(new Float32Array(0), { k: 3 })).toEqual({ ids: [], scores: [] });
    });

    it("keeps nothing that the caller still holds", async () => {
      const items = toyItems(6, 2);
      const index = await filled(await make({ dim: 2 }), items);
      const query = Float32Array.of(1, 2);
      const expected = fullSort(items, query, { k: 6 });
      items.vectors.fill(9);
      const found = await index.query(query, { k: 6 });
      found.ids[0]?.fill("changed");
      found.scores[0]?.fill(9);
      index.vector(0)?.fill(9);
      expect(index.vector(0)).toEqual(toyItems(6, 2).vectors.slice(0, 2));
      expect(await index.query(query, { k: 6 })).toEqual(expected);
    });
  });
}
