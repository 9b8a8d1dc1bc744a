import { hashedCross, hashing } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { hasGolden, readGolden } from "./outside.js";

describe.skipIf(!hasGolden)("golden values of Keras 3.15.1 on real ML-100K: hashes", () => {
  it.each([
    [0, "200,000 bins"],
    [1, "1,000 bins, the first for a mask value"],
    [2, "64 bins, salted with one number"],
    [3, "4,096 bins, salted with two"],
  ])("hashing[%i]: %s", (at) => {
    const { num_bins, mask_value, salt, values } = readGolden().hashing[at];
    const hash = hashing({
      bins: num_bins,
      ...(mask_value !== null && { maskValue: mask_value }),
      ...(salt !== null && { salt }),
    }).fit([]);
    expect(Object.keys(values).length).toBeGreaterThan(40);
    expect([...hash.encode(Object.keys(values))]).toEqual(Object.values(values));
    expect(Object.keys(values).map((title) => hash.encodeOne(title))).toEqual(
      Object.values(values),
    );
  });

  it("has the four hashings that stand in the file", () => {
    expect(readGolden().hashing).toHaveLength(4);
  });

  it("hashed_crossing_1000: users and titles", () => {
    const rows = readGolden().hashed_crossing_1000;
    const cross = hashedCross({ bins: 1000 }).fit([]);
    const columns = [rows.map(({ a }) => a), rows.map(({ b }) => b)] as const;
    expect([...cross.encode(columns)]).toEqual(rows.map(({ value }) => value));
    expect(rows.map(({ a, b }) => cross.encodeOne([a, b]))).toEqual(rows.map(({ value }) => value));
  });
});
