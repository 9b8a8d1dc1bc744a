import { ConfigError } from "@towerkit/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { EmbeddingFeature, FeatureSpec, FeatureValue } from "./feature-spec.js";
import { stringLookup } from "./string-lookup/string-lookup.js";

describe("embedding", () => {
  it("makes a plain object of the encoder and the width, and names nothing that was not given", () => {
    const lookup = stringLookup();
    expect(lookup.embedding(32)).toStrictEqual({ kind: "embedding", encoder: lookup, dim: 32 });
    expect(lookup.embedding(8, { column: "title", table: "film" })).toStrictEqual({
      kind: "embedding",
      encoder: lookup,
      dim: 8,
      column: "title",
      table: "film",
    });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "32", undefined])(
    "refuses a width of %s",
    (dim) => {
      expect(() => stringLookup().embedding(dim as number)).toThrow(ConfigError);
    },
  );

  it("carries the type of the column's values, and the column's name where one is given", () => {
    const feature = stringLookup().embedding(4);
    const named = stringLookup().embedding(4, { column: "title" });
    expectTypeOf(feature).toEqualTypeOf<EmbeddingFeature<string>>();
    expectTypeOf(feature).toExtend<FeatureSpec<string>>();
    expectTypeOf<FeatureValue<typeof feature>>().toEqualTypeOf<string>();
    expectTypeOf<FeatureValue<typeof named>>().toEqualTypeOf<string>();
    expectTypeOf(named.column).toEqualTypeOf<"title">();
    expectTypeOf<FeatureValue<{ dim: 4 }>>().toBeNever();
    // @ts-expect-error: a string feature is no number feature
    const wrong: FeatureSpec<number> = feature;
    expect(wrong).toBe(feature);
  });
});
