import { createGenerator } from "@towerkit/core";
import type { Id } from "../id.js";
import type { MakeIndex, TestTools } from "./tools.js";
import { filled, fullSort, toyIds, toyItems, toyVectors } from "./toy-items.js";

/** Some of the ids of a catalogue of `size`, some of them repeated, and some that are not in it. */
function someIds(length: number, size: number, purpose: string): Id[] {
  const generator = createGenerator(3, "conformance", purpose, length, size);
  const ids = toyIds(size + 4);
  return Array.from({ length }, () => ids[generator.below(ids.length)] as Id);
}

/** `exclude` and `only`. */
export function describeChoosing(make: MakeIndex, { describe, it, expect }: TestTools): void {
  describe("choosing", () => {
    for (const [size, dim] of [
      [1, 1],
      [5, 3],
      [13, 32],
      [100, 3],
    ] as const) {
      it(`excludes and restricts as a filter before a full sort would, among ${size} items`, async () => {
        const items = toyItems(size, dim);
        const index = await filled(await make({ dim }), items);
        const lengths = [0, 1, 3, size, 3 * size];
        const queries = toyVectors(lengths.length, dim, "queries");
        const exclude = lengths.map((length) => someIds(length, size, "exclude"));
        for (const only of [undefined, someIds(size, size, "only"), items.ids]) {
          for (const k of [1, 4, size + 7]) {
            for (const options of [
              { k, exclude, only },
              { k, only },
            ]) {
              const found = await index.query(queries, options);
              expect(found).toEqual(fullSort(items, queries, options));
            }
          }
        }
      });
    }

    it("gives fewer than k items back rather than an excluded one, whatever its score", async () => {
      const index = await make({ dim: 1 });
      await index.add(["a", "b", "c"], Float32Array.of(3e8, 1, -3e8));
      const query = Float32Array.of(1e8);
      const found = await index.query(query, { k: 3, exclude: [["a", "b"]] });
      expect(found.ids).toEqual([["c"]]);
      expect(await index.query(query, { k: 3, exclude: [["c", "b", "a"]] })).toEqual({
        ids: [[]],
        scores: [new Float32Array(0)],
      });
    });

    it("excludes for each query its own items", async () => {
      const index = await make({ dim: 1 });
      await index.add(["a", "b"], Float32Array.of(2, 1));
      const { ids } = await index.query(Float32Array.of(1, 1, 1), {
        k: 2,
        exclude: [["a"], [], ["b"]],
      });
      expect(ids).toEqual([["b"], ["a", "b"], ["a"]]);
    });

    it("tells the number 1 from the string 1", async () => {
      const index = await make({ dim: 1 });
      await index.add([1, "1"], Float32Array.of(2, 1));
      const query = Float32Array.of(1);
      expect((await index.query(query, { k: 2, exclude: [["1"]] })).ids).toEqual([[1]]);
      expect((await index.query(query, { k: 2, exclude: [[1]] })).ids).toEqual([["1"]]);
      expect((await index.query(query, { k: 2, only: ["1"] })).ids).toEqual([["1"]]);
    });

    it("takes any string for an id, those that objects have for property names included", async () => {
      const ids = ["__proto__", "constructor", "", " ", "\u0000", "é", "🎬", "\ud800"];
      const index = await make({ dim: 1 });
      await index.add(ids, new Float32Array(ids.length));
      const query = Float32Array.of(1);
      expect((await index.query(query, { k: 9 })).ids).toEqual([ids]);
      expect((await index.query(query, { k: 9, exclude: [["valueOf", ""]] })).ids).toEqual([
        ids.filter((id) => id !== ""),
      ]);
    });

    it("finds nothing where only is empty or names no item", async () => {
      const index = await filled(await make({ dim: 3 }), toyItems(5, 3));
      for (const only of [[], ["nobody"]]) {
        expect((await index.query(new Float32Array(3), { k: 2, only })).ids).toEqual([[]]);
      }
    });
  });
}
