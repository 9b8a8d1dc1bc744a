import type { Id } from "../id.js";
import { errorCode, type MakeIndex, type TestTools } from "./tools.js";
import { filled, toyItems } from "./toy-items.js";

const NOT_COUNTS = [Number.NaN, 0, -1, 1.5, Number.POSITIVE_INFINITY, "3", undefined, null];
const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const NOT_IDS = [Number.NaN, Number.POSITIVE_INFINITY, null, undefined, {}, true];

/** Bad input. */
export function describeRefusing(make: MakeIndex, { describe, it, expect }: TestTools): void {
  describe("refusing", () => {
    const one = Float32Array.of(1, 2);
    const three = async () => filled(await make({ dim: 2 }), toyItems(3, 2));

    it("refuses a k that is not a whole number from 1", async () => {
      const index = await three();
      for (const k of NOT_COUNTS as number[]) {
        expect([k, await errorCode(() => index.query(one, { k }))]).toEqual([k, "ERR_CONFIG"]);
      }
    });

    it("refuses numbers that are not finite, and stays as it was", async () => {
      const index = await three();
      const before = await index.query(one, { k: 3 });
      for (const bad of NOT_FINITE) {
        const vector = Float32Array.of(1, bad);
        const codes = [
          await errorCode(() => index.add(["new"], vector)),
          await errorCode(() => index.upsert([0], vector)),
          await errorCode(() => index.query(vector, { k: 1 })),
        ];
        expect([bad, ...codes]).toEqual([bad, "ERR_NUMERIC", "ERR_NUMERIC", "ERR_NUMERIC"]);
      }
      expect(index.size).toBe(3);
      expect(await index.query(one, { k: 3 })).toEqual(before);
    });

    it("refuses vectors that do not fit the ids or its width", async () => {
      const index = await three();
      for (const length of [0, 1, 3, 6]) {
        const vectors = new Float32Array(length);
        expect(await errorCode(() => index.add(["x", "y"], vectors))).toBe("ERR_CONFIG");
        expect(await errorCode(() => index.upsert(["x", "y"], vectors))).toBe("ERR_CONFIG");
      }
      expect(await errorCode(() => index.query(new Float32Array(3), { k: 1 }))).toBe("ERR_CONFIG");
      const numbers = [1, 2] as unknown as Float32Array;
      expect(await errorCode(() => index.query(numbers, { k: 1 }))).toBe("ERR_CONFIG");
      expect(await errorCode(() => index.add(["x"], numbers))).toBe("ERR_CONFIG");
    });

    it("refuses exclusions that are not one list a query", async () => {
      const index = await three();
      for (const exclude of [[], [[], []], ["ab"], "ab", [undefined]] as Id[][][]) {
        expect(await errorCode(() => index.query(one, { k: 1, exclude }))).toBe("ERR_CONFIG");
      }
    });

    it("refuses ids that are neither strings nor finite numbers", async () => {
      const index = await three();
      for (const bad of NOT_IDS as Id[]) {
        const codes = [
          await errorCode(() => index.add([bad], one)),
          await errorCode(() => index.upsert([bad], one)),
          await errorCode(() => index.remove([bad])),
          await errorCode(() => index.query(one, { k: 1, exclude: [[bad]] })),
          await errorCode(() => index.query(one, { k: 1, only: [bad] })),
        ];
        expect([bad, new Set(codes)]).toEqual([bad, new Set(["ERR_CONFIG"])]);
      }
      const text = "ab" as unknown as Id[];
      expect(await errorCode(() => index.remove(text))).toBe("ERR_CONFIG");
      expect(await errorCode(() => index.query(one, { k: 1, only: text }))).toBe("ERR_CONFIG");
    });

    it("gives up with the signal's reason", async () => {
      const index = await three();
      const reason = { code: "enough" };
      const signal = AbortSignal.abort(reason);
      expect(await errorCode(() => index.query(one, { k: 1, signal }))).toBe("enough");
      expect((await index.query(one, { k: 1 })).ids.length).toBe(1);
    });
  });
}
