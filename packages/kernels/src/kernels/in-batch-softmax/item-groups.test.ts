import { describe, expect, it } from "vitest";
import { groupByItem } from "./item-groups.js";

describe("groupByItem", () => {
  it("numbers items by first appearance, any integer being an id", () => {
    const { groupOfCandidate, numGroups } = groupByItem(
      Int32Array.of(7, -1, 7, 2147483647, -1),
      new Int32Array(5),
    );
    expect([...groupOfCandidate]).toEqual([0, 1, 0, 2, 1]);
    expect(numGroups).toBe(3);
  });
});
