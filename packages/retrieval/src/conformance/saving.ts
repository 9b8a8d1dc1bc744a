import type { MakeIndex, TestTools } from "./tools.js";
import { filled, fullSort, toyItems, toyVectors } from "./toy-items.js";

/** `save`, and reading back what it gives. */
export function describeSaving(make: MakeIndex, { describe, it, expect }: TestTools): void {
  describe("saving", () => {
    for (const [size, dim] of [
      [1, 1],
      [13, 3],
      [100, 32],
    ] as const) {
      it(`gives the same answers after saving and loading ${size} items of width ${dim}`, async () => {
        const items = toyItems(size, dim);
        const original = await filled(await make({ dim }), items);
        const loaded = await make({ dim, saved: await original.save() });
        const queries = toyVectors(5, dim, "queries");
        const options = { k: size, exclude: [[0], ["0"], [], [1], ["1"]] };
        expect([loaded.dim, loaded.size, loaded.isExact]).toEqual([dim, size, original.isExact]);
        expect(await loaded.query(queries, options)).toEqual(
          await original.query(queries, options),
        );
      });
    }

    it("keeps fractions to the last bit", async () => {
      const vector = Float32Array.of(0.1, 1 / 3, -1e-30);
      const index = await make({ dim: 3 });
      await index.add(["a"], vector);
      const loaded = await make({ dim: 3, saved: await index.save() });
      expect(loaded.vector("a")).toEqual(vector);
    });

    it("loads an index that can be changed like the one that was saved", async () => {
      const items = toyItems(5, 3);
      const original = await filled(await make({ dim: 3 }), items);
      await original.remove([0]);
      const loaded = await make({ dim: 3, saved: await original.save() });
      for (const index of [original, loaded]) {
        await index.upsert([0, 1], toyVectors(2, 3, "later"));
        await index.remove(["1"]);
      }
      const queries = toyVectors(5, 3, "queries");
      expect(await loaded.query(queries, { k: 9 })).toEqual(
        await original.query(queries, { k: 9 }),
      );
    });

    it("saves and loads an index that is empty, or has become so", async () => {
      const index = await make({ dim: 3 });
      for (let round = 0; round < 2; round++) {
        const loaded = await make({ dim: 3, saved: await index.save() });
        expect([loaded.size, loaded.dim]).toEqual([0, 3]);
        await index.add(["a"], new Float32Array(3));
        await index.remove(["a"]);
      }
    });

    it("saves the same content as the same bytes, however it came about", async () => {
      const items = toyItems(13, 3);
      const atOnce = await filled(await make({ dim: 3 }), items);
      const piecewise = await make({ dim: 3 });
      await piecewise.add(["gone"], new Float32Array(3));
      await piecewise.upsert(items.ids, items.vectors);
      await piecewise.remove(["gone"]);
      expect(await piecewise.save()).toEqual(await atOnce.save());
    });

    it("is not changed by being saved", async () => {
      const items = toyItems(13, 3);
      const index = await filled(await make({ dim: 3 }), items);
      (await index.save()).fill(0);
      const queries = toyVectors(2, 3, "queries");
      expect(await index.query(queries, { k: 4 })).toEqual(fullSort(items, queries, { k: 4 }));
    });
  });
}
