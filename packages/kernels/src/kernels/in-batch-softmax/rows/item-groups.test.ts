import { describe, expect, it } from "vitest";
import { findGroups, groupItems, NO_GROUP, tableSize } from "./item-groups.js";

function memory(numCandidates: number) {
  return {
    groupOfCandidate: new Int32Array(numCandidates),
    groupOffsets: new Int32Array(numCandidates + 1),
    groupCandidates: new Int32Array(numCandidates),
    table: new Int32Array(tableSize(numCandidates)),
  };
}

function groupsOf(...itemIds: number[]) {
  return groupItems(Int32Array.from(itemIds), itemIds.length, memory(itemIds.length));
}

function find(groups: ReturnType<typeof groupsOf>, ...ids: number[]) {
  const found = new Int32Array(ids.length);
  findGroups(groups, Int32Array.from(ids), found);
  return [...found];
}

describe("groupItems", () => {
  it("numbers items by first appearance, any integer being an id", () => {
    const groups = groupsOf(7, -1, 7, 2147483647, -1);
    expect([...groups.groupOfCandidate]).toEqual([0, 1, 0, 2, 1]);
    expect(groups.numGroups).toBe(3);
  });

  it("lists each item's candidates, rising", () => {
    const { groupOffsets, groupCandidates } = groupsOf(7, -1, 7, 2147483647, -1, 7);
    expect([...groupOffsets.subarray(0, 4)]).toEqual([0, 3, 5, 6]);
    expect([...groupCandidates]).toEqual([0, 2, 5, 1, 4, 3]);
  });

  it("takes each candidate for an item of its own where there are no ids", () => {
    const groups = groupItems(undefined, 3, memory(3));
    expect(groups.numGroups).toBe(3);
    expect([...groups.groupOfCandidate]).toEqual([0, 1, 2]);
    expect([...groups.groupOffsets]).toEqual([0, 1, 2, 3]);
    expect([...groups.groupCandidates]).toEqual([0, 1, 2]);
    expect(find(groups, 2, 3, -1)).toEqual([2, NO_GROUP, NO_GROUP]);
  });

  it("groups as a Map would, however many ids there are", () => {
    const itemIds = Int32Array.from({ length: 5000 }, (_, c) => Math.imul(c % 1700, 0x10001) - c);
    const seen = new Map<number, number>();
    for (const id of itemIds) if (!seen.has(id)) seen.set(id, seen.size);
    const groups = groupsOf(...itemIds);
    expect(groups.numGroups).toBe(seen.size);
    expect([...groups.groupOfCandidate]).toEqual(Array.from(itemIds, (id) => seen.get(id)));
    expect(find(groups, ...itemIds)).toEqual([...groups.groupOfCandidate]);
  });

  it("works on no candidates at all", () => {
    const groups = groupsOf();
    expect(groups.numGroups).toBe(0);
    expect(find(groups, 0, 5)).toEqual([NO_GROUP, NO_GROUP]);
  });
});
