import { createGenerator } from "@towerkit/core";
import type { Id } from "../id.js";
import type { Index } from "../indexes/vector-index.js";
import { errorCode, type MakeIndex, type TestTools } from "./tools.js";
import { filled, fullSort, type ToyItems, toyItems, toyVectors } from "./toy-items.js";

/** A plain model of what an index holds: a `Map` keeps the place of a key that is set again. */
function itemsOf(held: ReadonlyMap<Id, Float32Array>, dim: number): ToyItems {
  const vectors = Float32Array.from([...held.values()].flatMap((vector) => [...vector]));
  return { dim, ids: [...held.keys()], vectors };
}

/** `add`, `upsert`, `remove`, and what the index says about itself. */
export function describeChanging(make: MakeIndex, { describe, it, expect }: TestTools): void {
  const everything = async (index: Index) =>
    index.query(toyVectors(4, index.dim, "queries"), { k: 1000 });

  describe("changing", () => {
    it("says what it holds", async () => {
      const items = toyItems(5, 3);
      const index = await filled(await make({ dim: 3 }), items);
      expect([index.dim, index.size]).toEqual([3, 5]);
      expect(items.ids.map((id) => index.has(id))).toEqual(items.ids.map(() => true));
      expect(index.has("nobody")).toBe(false);
      expect(index.vector("1")).toEqual(items.vectors.slice(9, 12));
      expect(index.vector("nobody")).toBe(undefined);
    });

    it("holds the same whether items come one by one, in parts or all at once", async () => {
      const items = toyItems(100, 3);
      const expected = fullSort(items, toyVectors(4, 3, "queries"), { k: 1000 });
      for (const part of [1, 7, 100]) {
        const index = await make({ dim: 3 });
        for (let row = 0; row < 100; row += part) {
          await index.add(
            items.ids.slice(row, row + part),
            items.vectors.slice(row * 3, (row + part) * 3),
          );
        }
        expect(await everything(index)).toEqual(expected);
      }
    });

    it("refuses an id that it holds or that comes twice, and stays as it was", async () => {
      const index = await filled(await make({ dim: 3 }), toyItems(5, 3));
      const before = await everything(index);
      const two = new Float32Array(6);
      expect(await errorCode(() => index.add(["new", 1], two))).toBe("ERR_CONFIG");
      expect(await errorCode(() => index.add(["new", "new"], two))).toBe("ERR_CONFIG");
      expect(await errorCode(() => index.upsert(["new", "new"], two))).toBe("ERR_CONFIG");
      expect(index.size).toBe(5);
      expect(index.has("new")).toBe(false);
      expect(await everything(index)).toEqual(before);
    });

    it("replaces what is there in its place, and puts the rest behind", async () => {
      const index = await make({ dim: 1 });
      await index.add(["a", "b", "c"], Float32Array.of(1, 2, 3));
      await index.upsert(["d", "b", "a"], Float32Array.of(5, 5, 5));
      const { ids, scores } = await index.query(Float32Array.of(1), { k: 9 });
      expect(ids).toEqual([["a", "b", "d", "c"]]);
      expect(scores).toEqual([Float32Array.of(5, 5, 5, 3)]);
    });

    it("forgets what is taken out, which comes last when it is put in again", async () => {
      const index = await make({ dim: 1 });
      await index.add(["a", "b", "c"], Float32Array.of(1, 1, 1));
      await index.remove(["a", "a", "nobody"]);
      expect([index.size, index.has("a"), index.vector("a")]).toEqual([2, false, undefined]);
      expect((await everything(index)).ids[0]).toEqual(["b", "c"]);
      await index.add(["a"], Float32Array.of(1));
      expect((await index.query(Float32Array.of(1), { k: 9 })).ids).toEqual([["b", "c", "a"]]);
      await index.remove(["a", "b", "c"]);
      expect((await index.query(Float32Array.of(1), { k: 9 })).ids).toEqual([[]]);
    });

    it("holds what a map would hold after any changes", async () => {
      const dim = 3;
      const generator = createGenerator(4, "conformance", "changes");
      const held = new Map<Id, Float32Array>();
      const index = await make({ dim });
      for (let step = 0; step < 60; step++) {
        const ids = [...new Set(Array.from({ length: 8 }, () => `item ${generator.below(40)}`))];
        const chosen = ids.slice(0, generator.below(ids.length + 1));
        const vectors = toyVectors(chosen.length, dim, `step ${step}`);
        if (generator.below(3) === 0) {
          for (const id of chosen) held.delete(id);
          await index.remove(chosen);
        } else {
          for (const [i, id] of chosen.entries())
            held.set(id, vectors.slice(i * dim, (i + 1) * dim));
          await index.upsert(chosen, vectors);
        }
        const expected = fullSort(itemsOf(held, dim), toyVectors(4, dim, "queries"), { k: 1000 });
        expect(index.size).toBe(held.size);
        expect(await everything(index)).toEqual(expected);
      }
    });

    it("lets calls that are not waited for take effect in their order", async () => {
      const index = await make({ dim: 1 });
      const one = Float32Array.of(1);
      const [, before, , , after] = await Promise.all([
        index.add(["a"], one),
        index.query(one, { k: 2 }),
        index.upsert(["b"], Float32Array.of(2)),
        index.remove(["a"]),
        index.query(one, { k: 2 }),
      ]);
      expect([before.ids, after.ids]).toEqual([[["a"]], [["b"]]]);
    });
  });
}
